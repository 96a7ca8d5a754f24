using Hardening.Hosts;
using HardeningLab.Engines.Kept;

namespace HardeningLab.Cli;

/// <summary>The hosts of kept labs, for the commands that read and change hosts: <c>lab:[NAME/]HOST</c>.</summary>
internal static class LabHostForm
{
    private const string Scheme = "lab:";

    public static HostForm Form { get; } = new(Scheme, $"{Scheme}[NAME/]HOST", Open);

    /// <summary>What is run there goes through <c>hlab lab exec</c>, which knows the way in with both engines.</summary>
    private static CommandHost Open(string rest)
    {
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        var lab = slash < 0 ? LabName.Default : LabName.Checked(rest[..slash]);
        return new CommandHost(
            Scheme + rest,
            Environment.ProcessPath!, // this program has a file
            "lab",
            "exec",
            rest[(slash + 1)..],
            "--name",
            lab,
            "--"
        );
    }
}
