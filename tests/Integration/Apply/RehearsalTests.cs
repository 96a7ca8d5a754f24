using HardeningLab.Engines;
using Integration.LabCommand;
using Integration.Prove;

namespace Integration.Apply;

/// <summary>A change is tried out on the host's own rules before the host is touched.</summary>
public sealed class RehearsalTests
{
    private const string Policy = "lab/policies/portmap.yaml";

    // Rules of every kind, beside which the policy holds.
    private const string Harmless = """
        iptables -A INPUT -p tcp --dport 22 -j ACCEPT
        ip6tables -t mangle -A PREROUTING -p tcp --dport 80 -j MARK --set-mark 1
        iptables-legacy -A INPUT -p icmp -j ACCEPT
        nft 'table inet fw {
            set bad { type ipv4_addr; elements = { 192.0.2.7 }; }
            chain in { type filter hook input priority 5; ip saddr @bad drop; }
        }'
        printf 'sshd : ALL\n' >/etc/hosts.allow
        """;

    [Fact]
    public async Task What_holds_on_top_of_the_hosts_rules_is_applied()
    {
        await using var host = await HostInLab.StartAsync();
        await host.ShellAsync(Harmless);

        var applied = await ApplyAsync(host);

        applied
            .ShouldEndWith(0)
            .Output.Should()
            .Contain("changed=1")
            .And.NotContain("note: rules", "all of it could be rehearsed")
            .And.NotContain("rehearsed:");
        Proved.Read(await host.Labs.LabAsync("prove", "--json")).ShouldHold();
        (await ApplyAsync(host)).ShouldEndWith(0).Output.Should().Contain("ok=1");
    }

    [Theory]
    [InlineData(
        "iptables -t raw -A PREROUTING -p udp -j DROP",
        "192.168.1.128/portmap/udp: expected allowed, observed dropped",
        "ip raw PREROUTING: -A PREROUTING -p udp -j DROP"
    )]
    [InlineData(
        "iptables-legacy -P INPUT DROP",
        "127.0.0.1/portmap/tcp: expected allowed, observed dropped",
        "ip filter (legacy) INPUT: :INPUT DROP"
    )]
    [InlineData(
        "nft 'table inet fw { chain in { type filter hook input priority -5; tcp dport 111 reject; }; }'",
        "192.168.1.0/portmap/tcp: expected allowed, observed rejected",
        "inet fw in: tcp dport 111 reject"
    )]
    public async Task What_would_not_hold_is_refused_and_the_host_is_not_touched(
        string rules,
        string cell,
        string rule
    )
    {
        await using var host = await HostInLab.StartAsync();
        await host.ShellAsync(rules);
        var untouched = await host.LookAsync();

        var applied = await ApplyAsync(host);

        applied
            .ShouldEndWith(1)
            .Output.Should()
            .Contain("failed=1")
            .And.Contain("it was not touched")
            .And.Contain(cell)
            .And.Contain(rule);
        (await host.LookAsync()).Should().Be(untouched);
        (await ApplyAsync(host, "--no-rehearsal"))
            .ShouldEndWith(0)
            .Output.Should()
            .Contain("changed=1");
    }

    [Fact]
    public async Task The_rules_of_a_host_are_proved_as_they_are()
    {
        await using var host = await HostInLab.StartAsync();
        await host.ShellAsync(Harmless);

        var before = await ProveAsync(host);
        var rehearsed = await ProveAsync(host, "--rehearse");
        (await ApplyAsync(host)).ShouldEndWith(0);
        var after = await ProveAsync(host);

        before.ExitCode.Should().Be(1);
        before
            .Document.WrongCells.Should()
            .NotBeEmpty()
            .And.OnlyContain(cell => cell.Observed == "allowed");
        rehearsed.ShouldHold();
        after.ShouldHold();
        after.Document.Protections.Should().Contain("lab:target:iptables");
    }

    [Fact]
    public async Task What_the_lab_can_not_show_is_told()
    {
        await using var host = await HostInLab.StartAsync();
        await host.ShellAsync("iptables -A INPUT -i eth7 -p tcp --dport 22 -j ACCEPT");

        (await ApplyAsync(host, "--check"))
            .ShouldEndWith(1)
            .Output.Should()
            .Contain("note: rules of the host name eth7");
    }

    [Theory]
    [InlineData("--rehearse")]
    [InlineData("--rules-of", "lab:target", "--with", "iptables")]
    [InlineData("--rules-of", "lab:target", "--each")]
    [InlineData("--rules-of", "target")]
    public async Task What_makes_no_sense_together_is_said(params string[] options)
    {
        var proved = await HlabProcess.RunAsync(["prove", Policy, .. options]);

        proved.ShouldEndWith(2).Error.Should().Contain(options[^1] == "target" ? "lab:" : "--r");
    }

    private static Task<ExecResult> ApplyAsync(
        HostInLab host,
        params IEnumerable<string> options
    ) => host.HlabOutsideAsync(["apply", Policy, "lab:target", .. options]);

    private static async Task<Proved> ProveAsync(
        HostInLab host,
        params IEnumerable<string> options
    ) =>
        Proved.Read(
            await host.HlabOutsideAsync([
                "prove",
                Policy,
                "--rules-of",
                "lab:target",
                "--json",
                .. options,
            ])
        );
}
