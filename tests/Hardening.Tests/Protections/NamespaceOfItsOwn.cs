using System.Diagnostics;
using Hardening.Rulesets;

namespace Hardening.Tests.Protections;

/// <summary>
/// Runs the real tools in fresh user, mount and network namespaces, where they can change nothing of this machine, with
/// the rights that an ordinary user has there.
/// </summary>
internal static class NamespaceOfItsOwn
{
    private const string Path = "PATH=/usr/sbin:/usr/bin:/sbin:/bin";

    // iptables-legacy locks a file in /run.
    private const string Prologue = "mount -t tmpfs tmpfs /run; ";

    /// <summary>Why the tools can't run here; null if they can.</summary>
    public static string? Missing { get; } =
        Array.Find(
            ["iptables-restore", "ip6tables-restore", "nft", "iptables-legacy-restore"],
            tool => !File.Exists($"/usr/sbin/{tool}")
        )
            is { } tool
            ? $"/usr/sbin/{tool} is missing: apt-get install iptables nftables"
        : Start("true", []).Code != 0
            ? "unprivileged user namespaces are not allowed here: sysctl kernel.apparmor_restrict_unprivileged_userns=0"
        : null;

    /// <summary>Runs a fixed script; the texts are the files <c>$1</c>, <c>$2</c>, ….</summary>
    public static (int Code, string Output) Run(string script, params IEnumerable<string> texts)
    {
        var folder = Directory.CreateTempSubdirectory("rules-").FullName;
        try
        {
            var files = texts.Select((text, index) => Write(folder, index, text)).ToList();
            return Start(Prologue + script, files);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Write(string folder, int index, string text)
    {
        var file = System.IO.Path.Combine(folder, $"{index}");
        File.WriteAllText(file, text);
        return file;
    }

    private static (int Code, string Output) Start(string script, IEnumerable<string> files)
    {
        string[] arguments = ["-Urmn", "env", Path, "sh", "-ec", script + " 2>&1", "sh", .. files];
        using var process = Process.Start(
            new ProcessStartInfo("unshare", arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            }
        )!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd() + error.Result;
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
