using Hardening;

namespace HardeningLab.Engines.Netns;

/// <summary>
/// The folder that rpcbind's packages were unpacked into, never installed: a listener that the machine's own init starts is
/// nothing a lab may leave behind.
/// </summary>
/// <param name="Folder">Holds <c>usr/</c> and perhaps <c>sbin/</c>, as the packages lay them out.</param>
public sealed record PackageRoot(string Folder)
{
    /// <summary>Names the folder; the launcher sets it.</summary>
    public const string Variable = "HLAB_PACKAGES";

    /// <summary>The folder that <see cref="Variable"/> names, else the newest one in the user's cache.</summary>
    /// <exception cref="PackagesMissingException">There is none with an rpcbind in it.</exception>
    public static PackageRoot Find() =>
        Candidates()
            .Select(folder => new PackageRoot(folder))
            .FirstOrDefault(root => root.Rpcbind is not null)
        ?? throw new PackagesMissingException();

    /// <summary>rpcbind's absolute path; null if it is not there.</summary>
    public string? Rpcbind =>
        ((string[])["usr/sbin/rpcbind", "sbin/rpcbind"])
            .Select(name => Path.Combine(Folder, name))
            .FirstOrDefault(File.Exists);

    /// <summary>The folders of the unpacked libraries, as LD_LIBRARY_PATH wants them.</summary>
    public string LibraryPath =>
        string.Join(
            ':',
            ((string[])["usr/lib", "lib"])
                .Select(name => Path.Combine(Folder, name))
                .Where(Directory.Exists)
                .SelectMany(folder =>
                    Directory.EnumerateDirectories(folder, "*-linux-gnu*").Append(folder)
                )
        );

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            return [named];
        }
        var cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } home
            ? home
            : Path.Combine(Environment.GetEnvironmentVariable("HOME") ?? "/nonexistent", ".cache");
        var ours = new DirectoryInfo(Path.Combine(cache, "hardeninglab"));
        return ours.Exists
            ? ours.EnumerateDirectories()
                .OrderByDescending(entry => entry.LastWriteTimeUtc)
                .Select(entry => Path.Combine(entry.FullName, "root"))
            : [];
    }
}

/// <summary>rpcbind was not unpacked on this machine (exit code 3).</summary>
public sealed class PackagesMissingException : HardeningException
{
    internal PackagesMissingException()
        : base(
            "there is no unpacked rpcbind: start hlab through the launcher ./hlab, which downloads and unpacks it, "
                + $"or let {PackageRoot.Variable} name the folder"
        ) { }
}
