namespace HardeningLab.Engines.Netns.Machine;

/// <summary>The versions of installed packages, from dpkg's own list: no program has to run to tell its version.</summary>
internal sealed class PackageVersions
{
    private const string Status = "/var/lib/dpkg/status";
    private readonly Dictionary<string, string> versions = new(StringComparer.Ordinal);

    private PackageVersions() { }

    /// <summary>The version of an installed package, or null.</summary>
    internal string? this[string package] => versions.GetValueOrDefault(package);

    /// <summary>Whether this machine keeps its packages with dpkg, as Debian and its kin do.</summary>
    internal bool IsKept { get; private init; }

    internal static PackageVersions Read(MachineFiles files)
    {
        if (!files.Exists(Status))
        {
            return new PackageVersions();
        }
        var packages = new PackageVersions { IsKept = true };
        string? package = null;
        var isInstalled = false;
        foreach (var line in File.ReadLines(files.Below(Status)))
        {
            if (Field(line, "Package: ") is { } name)
            {
                package = name;
                isInstalled = false;
            }
            else if (Field(line, "Status: ") is { } status)
            {
                isInstalled = status.EndsWith(" installed", StringComparison.Ordinal);
            }
            else if (isInstalled && package is not null && Field(line, "Version: ") is { } version)
            {
                packages.versions[package] = version;
            }
        }
        return packages;
    }

    private static string? Field(string line, string name) =>
        line.StartsWith(name, StringComparison.Ordinal) ? line[name.Length..] : null;
}
