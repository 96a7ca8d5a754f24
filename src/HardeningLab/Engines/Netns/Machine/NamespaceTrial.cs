using System.ComponentModel;
using System.Diagnostics;

namespace HardeningLab.Engines.Netns.Machine;

/// <summary>
/// What settings can't tell is tried: a seccomp filter or a missing module shows only when namespaces are made and
/// firewall tools are asked. Every command here runs behind unshare(1), in namespaces of its own.
/// </summary>
internal sealed class NamespaceTrial(string unshare, Privileges privileges)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Makes the namespaces and nothing more.</summary>
    internal Requirement Namespaces() =>
        Run("/bin/true") is { } failure
            ? Requirement.Unmet(
                "namespaces",
                failure,
                "start this container with --cap-add SYS_ADMIN --cap-add NET_ADMIN --security-opt seccomp=unconfined --security-opt apparmor=unconfined, or leave it"
            )
            : Requirement.Met(
                "namespaces",
                privileges.MayAdminister ? "made as root" : "made as an ordinary user"
            );

    /// <summary>Lists the rules of a fresh namespace, which loads what the kernel needs for it.</summary>
    /// <param name="name">What the requirement is called.</param>
    /// <param name="modules">The modules that an administrator loads where the kernel does not do it by itself.</param>
    /// <param name="isEssential">Whether no lab can run without it.</param>
    /// <param name="command">The tool's absolute path and its arguments.</param>
    internal Requirement Lists(
        string name,
        string modules,
        bool isEssential,
        params string[] command
    ) =>
        Run(command) is { } failure
            ? Requirement.Unmet(
                name,
                failure,
                $"{privileges.Sudo}modprobe -a {modules}",
                isEssential
            )
            : Requirement.Met(name, "the kernel has it", isEssential);

    /// <summary>Null where it ended well, else what it said.</summary>
    private string? Run(params string[] command)
    {
        // Namespaces come first, whatever the command is: nothing here may reach the machine's own firewall.
        string[] arguments = [privileges.MayAdminister ? "-mn" : "-Urmn", "--", .. command];
        var start = new ProcessStartInfo(unshare, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        // As an ordinary user legacy iptables can't make its lock file in /run; alone in a namespace it needs none.
        start.Environment["XTABLES_LOCKFILE"] = "/dev/null";
        try
        {
            using var process = Process.Start(start) ?? throw new UnreachableException();
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync();
            var error = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
                return $"{command[0]} did not end within {Patience.TotalSeconds:0} s";
            }
            _ = output.GetAwaiter().GetResult();
            var said = error.GetAwaiter().GetResult().Trim().ReplaceLineEndings("; ");
            return process.ExitCode == 0
                ? null
                : $"exit {process.ExitCode}: {(said.Length > 0 ? said : "no message")}";
        }
        catch (Win32Exception failure)
        {
            return $"{unshare} could not be started: {failure.Message}";
        }
    }
}
