using System.Runtime.InteropServices;

namespace Hardening.Tests.Protections;

/// <summary>libwrap itself, in this process, with files of its own. It isn't safe for threads: one test class uses it.</summary>
internal sealed unsafe class Libwrap : IDisposable
{
    private static readonly nint Library = Load();
    private readonly string folder = Directory.CreateTempSubdirectory("hosts-access-").FullName;
    private readonly nint allow;
    private readonly nint deny;

    public Libwrap(string hostsAllow, string hostsDeny)
    {
        allow = Table("hosts_allow_table", hostsAllow);
        deny = Table("hosts_deny_table", hostsDeny);
    }

    public static bool IsHere => Library != 0;

    public bool Allows(string daemon, string address)
    {
        var ask = (delegate* unmanaged<byte*, byte*, byte*, byte*, int>)
            NativeLibrary.GetExport(Library, "hosts_ctl");
        fixed (
            byte* name = Bytes(daemon),
                host = Bytes("unknown"),
                client = Bytes(address)
        )
        {
            return ask(name, host, client, host) != 0;
        }
    }

    public void Dispose()
    {
        Marshal.FreeCoTaskMem(allow);
        Marshal.FreeCoTaskMem(deny);
        Directory.Delete(folder, recursive: true);
    }

    private static byte[] Bytes(string text) => System.Text.Encoding.ASCII.GetBytes(text + '\0');

    private nint Table(string symbol, string text)
    {
        var path = Path.Combine(folder, symbol);
        File.WriteAllText(path, text);
        var name = Marshal.StringToCoTaskMemUTF8(path);
        *(nint*)NativeLibrary.GetExport(Library, symbol) = name;
        return name;
    }

    private static nint Load()
    {
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } set
            ? set
            : Path.Combine(
                Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
                ".cache"
            );
        var unpacked = Directory.Exists(Path.Combine(cache, "hardeninglab"))
            ? Directory.EnumerateFiles(
                Path.Combine(cache, "hardeninglab"),
                "libwrap.so.0",
                SearchOption.AllDirectories
            )
            : [];
        foreach (var path in unpacked.Prepend("libwrap.so.0"))
        {
            // The loader looks for what libwrap needs in the machine's folders only: what lies beside it comes first.
            var beside = Path.Join(Path.GetDirectoryName(path), "libnsl.so.2");
            _ = File.Exists(beside) && NativeLibrary.TryLoad(beside, out _);
            if (NativeLibrary.TryLoad(path, out var library))
            {
                return library;
            }
        }
        return 0;
    }
}
