using Hardening.Hosts;
using HardeningLab.Engines;
using Integration.LabCommand;

namespace Integration.Apply;

/// <summary>The target of a bare lab, as a host that <c>./hlab apply … local</c> is run on.</summary>
internal sealed class HostInLab : IAsyncDisposable
{
    // Everything that a change may touch, with mode, owner and what the tools list; of our own state nothing may stay.
    internal const string Look = """
        for f in /etc/hosts.allow /etc/hosts.deny; do stat -L -c '%n %a %u:%g %s' $f; cat $f; done
        nft --stateless list ruleset
        iptables-legacy-save | grep -e ^- -e DROP
        ip6tables-legacy-save | grep -e ^- -e DROP
        find /var/lib/hardeninglab /etc/hardeninglab
        """;

    private HostInLab(KeptLabs labs) => Labs = labs;

    internal KeptLabs Labs { get; }

    internal static async Task<HostInLab> StartAsync() => new(await KeptLabs.UpAsync("--bare"));

    /// <summary>Runs <c>./hlab</c> on it.</summary>
    internal Task<ExecResult> HlabAsync(params IEnumerable<string> arguments) =>
        Labs.LabAsync(["exec", "target", "--", HlabProcess.Program, .. arguments]);

    /// <summary>Runs <c>./hlab</c> outside, where the host is one of a lab.</summary>
    internal Task<ExecResult> HlabOutsideAsync(params IEnumerable<string> arguments) =>
        HlabProcess.RunAsync(arguments, Labs.Environment);

    /// <summary>It, as the library speaks to it.</summary>
    internal CommandHost AsHost() =>
        new(
            "lab:target",
            "env",
            $"XDG_RUNTIME_DIR={Labs.Runtime}",
            HlabProcess.Program,
            "lab",
            "exec",
            "target",
            "--"
        );

    /// <summary>Runs a line of shell on it.</summary>
    internal Task<ExecResult> ShellAsync(string line) =>
        Labs.LabAsync("exec", "target", "--", "sh", "-c", line);

    /// <summary>All that a change may touch, as it is now.</summary>
    internal async Task<string> LookAsync()
    {
        var seen = await ShellAsync(Look);
        return $"{seen.Output}{seen.Error}";
    }

    /// <summary>Writes a policy where it can be read, and gives the file's path.</summary>
    internal async Task<string> WritePolicyAsync(string text)
    {
        var path = Path.Join(Labs.Runtime, "policy.yaml");
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        return path;
    }

    /// <summary>Seconds until a change is taken back, if a test is to see it in force before: a busy machine takes its time.</summary>
    internal const string Soon = "15";

    /// <summary>Waits until a host looks so; fails with what is different after some time.</summary>
    internal static async Task ShouldBecomeAsync(Func<Task<string>> lookAsync, string expected)
    {
        for (var look = 0; look < 600 && await lookAsync() != expected; look++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        (await lookAsync()).Should().Be(expected);
    }

    public ValueTask DisposeAsync() => Labs.DisposeAsync();
}
