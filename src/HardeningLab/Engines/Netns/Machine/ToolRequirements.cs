namespace HardeningLab.Engines.Netns.Machine;

/// <summary>The programs that the lab calls, with the package that brings each.</summary>
internal static class ToolRequirements
{
    private static readonly (string Tool, string Package, bool IsEssential)[] Tools =
    [
        ("unshare", "util-linux", true),
        ("setpriv", "util-linux", true),
        ("ip", "iproute2", true),
        ("iptables", "iptables", true),
        ("ip6tables", "iptables", true),
        ("iptables-legacy", "iptables", false),
        ("nft", "nftables", true),
        ("ipset", "ipset", false),
    ];

    internal static IEnumerable<Requirement> Read(
        MachineFiles files,
        PackageVersions packages,
        Privileges privileges
    ) =>
        Tools.Select(tool =>
            files.Locate(tool.Tool) is { } path
                ? Requirement.Met(
                    tool.Tool,
                    packages[tool.Package] is { } version ? $"{path} ({version})" : path,
                    tool.IsEssential
                )
                : Requirement.Unmet(
                    tool.Tool,
                    "not on this machine",
                    Install(tool.Package, packages, privileges),
                    tool.IsEssential
                )
        );

    /// <summary>The command that installs packages, or the deed where it is not known.</summary>
    internal static string Install(string names, PackageVersions packages, Privileges privileges) =>
        packages.IsKept
            ? $"{privileges.Sudo}{InstallCommand}{names}"
            : $"install {names} with this system's package tool";

    internal const string InstallCommand = "apt-get install --no-install-recommends ";
}
