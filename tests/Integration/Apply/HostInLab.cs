using HardeningLab.Engines;
using Integration.LabCommand;
using Integration.Launchers;

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

    private readonly KeptLabs labs;

    private HostInLab(KeptLabs labs) => this.labs = labs;

    internal KeptLabs Labs => labs;

    internal static async Task<HostInLab> StartAsync() => new(await KeptLabs.UpAsync("--bare"));

    /// <summary>Runs <c>./hlab</c> on it.</summary>
    internal Task<ExecResult> HlabAsync(params IEnumerable<string> arguments) =>
        labs.LabAsync(["exec", "target", "--", HlabProcess.Program, .. arguments]);

    /// <summary>Runs a line of shell on it.</summary>
    internal Task<ExecResult> ShellAsync(string line) =>
        labs.LabAsync("exec", "target", "--", "sh", "-c", line);

    /// <summary>All that a change may touch, as it is now.</summary>
    internal async Task<string> LookAsync()
    {
        var seen = await ShellAsync(Look);
        return $"{seen.Output}{seen.Error}";
    }

    /// <summary>Waits until it looks so; fails with what is different after some time.</summary>
    internal async Task ShouldBecomeAsync(string expected)
    {
        for (var look = 0; look < 100 && await LookAsync() != expected; look++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        (await LookAsync()).Should().Be(expected);
    }

    internal static string Policy(string name) => Path.Join(Repository.Root, "lab/policies", name);

    public ValueTask DisposeAsync() => labs.DisposeAsync();
}
