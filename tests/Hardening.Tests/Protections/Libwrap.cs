using System.Runtime.InteropServices;
using System.Text;

namespace Hardening.Tests.Protections;

/// <summary>libwrap itself, in this process, with files of its own. It isn't safe for threads: the test classes that use it are one collection.</summary>
internal sealed unsafe class Libwrap : IDisposable
{
    /// <summary>The collection of those that use it.</summary>
    public const string Collection = "libwrap";

    public const string Missing = "libwrap.so.0 is missing: apt-get install libwrap0";

    // Of enum in tcpd.h.
    private const int Daemon = 2;
    private const int User = 3;
    private const int ClientName = 4;
    private const int ClientAddress = 5;
    private const int ServerName = 7;
    private const int ServerAddress = 8;
    private const int ServerSocket = 9;

    private static readonly nint Library = Load();
    private readonly string folder = Directory.CreateDirectory(NewFolder()).FullName;
    private readonly nint allow;
    private readonly nint deny;
    private readonly nint request = (nint)NativeMemory.AllocZeroed(4096);

    public Libwrap(string hostsAllow, string hostsDeny)
    {
        allow = Table("hosts_allow_table");
        deny = Table("hosts_deny_table");
        Replace(Encoding.UTF8.GetBytes(hostsAllow), Encoding.UTF8.GetBytes(hostsDeny));
        // A daemon that stays: `twist` would else put a shell in the place of this process.
        *(int*)NativeLibrary.GetExport(Library, "resident") = 1;
    }

    public static bool IsHere => Library != 0;

    /// <summary>Reads them anew for every answer.</summary>
    public void Replace(ReadOnlySpan<byte> hostsAllow, ReadOnlySpan<byte> hostsDeny)
    {
        File.WriteAllBytes(Path.Combine(folder, "hosts_allow_table"), hostsAllow);
        File.WriteAllBytes(Path.Combine(folder, "hosts_deny_table"), hostsDeny);
    }

    /// <summary>Writes a file that patterns can name.</summary>
    public string Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text, Encoding.Latin1);
        return path;
    }

    public bool Allows(
        string daemon,
        string address,
        string name = "unknown",
        string user = "unknown"
    )
    {
        var ask = (delegate* unmanaged<byte*, byte*, byte*, byte*, int>)
            NativeLibrary.GetExport(Library, "hosts_ctl");
        fixed (
            byte* asks = Bytes(daemon),
                host = Bytes(name),
                client = Bytes(address),
                login = Bytes(user)
        )
        {
            return ask(asks, host, client, login) != 0;
        }
    }

    /// <summary>With what a daemon tells of the server too.</summary>
    public bool Allows(
        string daemon,
        string address,
        string name,
        string user,
        string serverAddress,
        string serverName,
        int serverPort
    )
    {
        var initialise = (delegate* unmanaged<
            nint,
            int,
            byte*,
            int,
            byte*,
            int,
            byte*,
            int,
            byte*,
            int,
            byte*,
            int,
            byte*,
            int,
            byte*,
            int,
            nint>)
            NativeLibrary.GetExport(Library, "request_init");
        var ask = (delegate* unmanaged<nint, int>)NativeLibrary.GetExport(Library, "hosts_access");
        // sockaddr_in: family, and the port in network order.
        byte[] socket = [2, 0, (byte)(serverPort >> 8), (byte)serverPort, .. new byte[12]];
        fixed (
            byte* asks = Bytes(daemon),
                host = Bytes(name),
                client = Bytes(address),
                login = Bytes(user),
                server = Bytes(serverAddress),
                serverHost = Bytes(serverName),
                at = socket
        )
        {
            initialise(
                request,
                Daemon,
                asks,
                User,
                login,
                ClientName,
                host,
                ClientAddress,
                client,
                ServerName,
                serverHost,
                ServerAddress,
                server,
                ServerSocket,
                at,
                0
            );
            return ask(request) != 0;
        }
    }

    public void Dispose()
    {
        Marshal.FreeCoTaskMem(allow);
        Marshal.FreeCoTaskMem(deny);
        NativeMemory.Free((void*)request);
        Directory.Delete(folder, recursive: true);
    }

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text + '\0');

    /// <summary>In memory, where there is a place for that.</summary>
    private static string NewFolder() =>
        Path.Combine(
            Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(),
            $"hosts-access-{Guid.NewGuid():N}"
        );

    private nint Table(string symbol)
    {
        var name = Marshal.StringToCoTaskMemUTF8(Path.Combine(folder, symbol));
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
