using Integration.LabCommand;

namespace Integration.Apply;

/// <summary>A change stays only if other hosts are answered as the policy says.</summary>
public sealed class ProveFromTests
{
    private const string Policy = "lab/policies/portmap.yaml";

    [Fact]
    public async Task A_change_that_others_see_as_the_policy_says_stays()
    {
        await using var host = await HostInLab.StartAsync();

        var applied = await ApplyAsync(host, "lab:lan0", "lab:wan0");

        applied
            .ShouldEndWith(0)
            .Output.Should()
            .Contain("changed=1")
            .And.MatchRegex(
                "from lab:lan0: 192\\.168\\.1\\.\\d+ asked \\S+ over TCP: accepted, as the policy says"
            )
            .And.MatchRegex("from lab:lan0: \\S+ asked \\S+ over UDP: accepted, as the policy says")
            .And.MatchRegex("from lab:wan0: \\S+ asked \\S+ over TCP: silent, as the policy says")
            .And.MatchRegex("from lab:wan0: \\S+ asked \\S+ over UDP: silent, as the policy says");
    }

    [Fact]
    public async Task Where_somebody_who_is_allowed_gets_no_answer_all_is_taken_back()
    {
        await using var host = await HostInLab.StartAsync();
        await host.ShellAsync("iptables -A INPUT -p tcp --dport 111 -j REJECT");
        var untouched = await host.LookAsync();

        var applied = await ApplyAsync(host, "lab:lan0");

        applied
            .ShouldEndWith(1)
            .Output.Should()
            .Contain("rolled-back=1")
            .And.MatchRegex(
                "from lab:lan0: (\\S+) asked \\S+ over TCP: refused; the policy allows \\1"
            );
        (await host.LookAsync()).Should().Be(untouched);
    }

    [Fact]
    public async Task Where_nothing_listens_silence_proves_nothing()
    {
        await using var host = await HostInLab.StartAsync();
        await host.ShellAsync("pkill -x rpcbind");

        var applied = await ApplyAsync(host, "lab:lan0");

        applied
            .ShouldEndWith(0)
            .Output.Should()
            .Contain("refused, where nothing listens, which proves nothing");
    }

    [Fact]
    public async Task Whoever_can_not_ask_is_told_of_before_the_host_is_touched()
    {
        await using var host = await HostInLab.StartAsync();
        var untouched = await host.LookAsync();

        var itself = await ApplyAsync(host, "lab:target");
        var nobody = await ApplyAsync(host, "lab:nosuch/lan0");
        var typo = await ApplyAsync(host, "sssh://lan0");

        itself.ShouldEndWith(1).Output.Should().Contain("lab:target is lab:target itself");
        nobody.ShouldEndWith(1).Output.Should().Contain("nosuch");
        typo.ShouldEndWith(2).Error.Should().Contain("sssh");
        (await host.LookAsync()).Should().Be(untouched);
    }

    private static Task<HardeningLab.Engines.ExecResult> ApplyAsync(
        HostInLab host,
        params IEnumerable<string> askers
    ) =>
        host.HlabOutsideAsync([
            "apply",
            Policy,
            "lab:target",
            "--no-rehearsal",
            "--prove-from",
            .. askers,
        ]);
}
