namespace HardeningLab.Engines.Netns.Machine;

/// <summary>rpcbind and the libraries that this machine lacks for it, unpacked below a folder and never installed.</summary>
/// <param name="Root">The folder that stands for <c>/</c> of the packages.</param>
public sealed record RpcbindPackages(string Root)
{
    /// <summary>Names the folder where the launcher, or the user, put the packages.</summary>
    public const string Variable = "HLAB_PACKAGES";

    private const string Program = "usr/sbin/rpcbind";

    /// <summary>The program.</summary>
    public string Rpcbind => Path.Join(Root, Program);

    /// <summary>The value of LD_LIBRARY_PATH that the program needs; empty where the machine has all its libraries.</summary>
    public string LibraryPath
    {
        get
        {
            var libraries = Path.Join(Root, "usr/lib");
            return Directory.Exists(libraries)
                ? string.Join(
                    ':',
                    Directory
                        .EnumerateFiles(libraries, "lib*.so*", Everywhere)
                        .Select(library => Path.GetDirectoryName(library))
                        .Distinct(StringComparer.Ordinal)
                        .Order(StringComparer.Ordinal)
                )
                : "";
        }
    }

    private static EnumerationOptions Everywhere { get; } =
        new() { RecurseSubdirectories = true, IgnoreInaccessible = true };

    /// <summary>The packages that the launcher names, or the newest in this user's cache; null where there are none.</summary>
    public static RpcbindPackages? Find() => Find(MachineFiles.Here);

    internal static RpcbindPackages? Find(MachineFiles files) =>
        Candidates(files).FirstOrDefault(root => File.Exists(Path.Join(root, Program))) is { } found
            ? new RpcbindPackages(found)
            : null;

    private static IEnumerable<string> Candidates(MachineFiles files)
    {
        if (files.Environment(Variable) is { Length: > 0 } named)
        {
            return [named];
        }
        var cache = files.Environment("XDG_CACHE_HOME") is { Length: > 0 } chosen
            ? chosen
            : Path.Join(files.Environment("HOME"), ".cache");
        var entries = new DirectoryInfo(Path.Join(cache, "hardeninglab"));
        return entries.Exists
            ? entries
                .EnumerateDirectories()
                .OrderByDescending(entry => entry.LastWriteTimeUtc)
                .Select(entry => Path.Join(entry.FullName, "root"))
            : [];
    }
}
