using System.Diagnostics;
using DotNet.Testcontainers.Containers;
using Hardening.Policies;

namespace Integration.Suite;

/// <summary>What a firewall does with those who may not ask, as they and the host see it.</summary>
public sealed class FirewallTests(Debian12Lab shared) : IClassFixture<Debian12Lab>
{
    private readonly PortmapLab lab = shared.Lab;

    public static TheoryData<ProtectionName> Firewalls { get; } =
    [ProtectionName.Iptables, ProtectionName.IptablesLegacy, ProtectionName.Nftables];

    [Theory]
    [InlineData(ProtectionName.Iptables, "nft")]
    [InlineData(ProtectionName.IptablesLegacy, "legacy")]
    public async Task What_is_dropped_is_counted_by_the_rule_that_decided(
        ProtectionName firewall,
        string variant
    )
    {
        await lab.Target.ProtectAsync(SuitePolicies.Lan, firewall);

        (await lab.Outsider.AskInVainAsync()).Should().AllBeOfType<Answer.None>();
        var decided = (
            await DropsAsync($"iptables-{variant}-save"),
            await DropsAsync($"ip6tables-{variant}-save")
        );
        await lab.Insider.AskAsync();

        decided.Item1.Should().BeGreaterThanOrEqualTo(2);
        decided.Item2.Should().BeGreaterThanOrEqualTo(2);
        (await DropsAsync($"iptables-{variant}-save")).Should().Be(decided.Item1);
        (await DropsAsync($"ip6tables-{variant}-save")).Should().Be(decided.Item2);
    }

    [Theory]
    [MemberData(nameof(Firewalls))]
    public async Task Who_is_rejected_hears_so_at_once(ProtectionName firewall)
    {
        await lab.Target.ProtectAsync(SuitePolicies.LanRejecting, firewall);
        IReadOnlyList<Answer> answers = [];

        var clock = Stopwatch.StartNew();
        var (arrived, delivered) = await lab.Target.WatchAsync(async () =>
            answers = await lab.Outsider.AskAsync()
        );

        clock.Elapsed.Should().BeLessThan(LabHost.Patience / 2);
        answers.Should().AllBeOfType<Answer.Refused>();
        arrived.Should().BeGreaterThanOrEqualTo(answers.Count);
        delivered.Should().Be(0);
        (await lab.Insider.AskAsync()).Should().AllBeOfType<Answer.Listed>();
        (await lab.Target.AskAsync()).Should().AllBeOfType<Answer.Listed>();
    }

    [Fact]
    public async Task Rpcinfo_lists_what_is_registered_inside_and_waits_forever_outside()
    {
        await lab.Target.ProtectAsync(SuitePolicies.Lan, ProtectionName.Nftables);

        var inside = await RpcinfoAsync(lab.Insider, 10, "-p", LabSubnet.Lan.Target.IPv4);
        var inside6 = await RpcinfoAsync(lab.Insider, 10, "-s", LabSubnet.Lan.Target.IPv6);
        var outside = await RpcinfoAsync(lab.Outsider, 2, "-p", LabSubnet.Wan.Target.IPv4);

        inside.Stdout.Should().MatchRegex(@"100000 +2 +udp +111 +portmapper");
        inside6.Stdout.Should().MatchRegex(@"100000 +2,3,4 .*portmapper");
        (outside.ExitCode, outside.Stdout).Should().Be((137, ""));
    }

    [Fact]
    public async Task An_allowed_host_is_kept_out_as_soon_as_it_comes_from_another_address()
    {
        var byAnother = Question.Everyway(lab.Target.EnginesAddresses(LabSubnet.Lan));
        await lab.Target.ClearAsync();
        (await lab.Insider.AskAsync(byAnother)).Should().AllBeOfType<Answer.Listed>();

        await lab.Target.ProtectAsync(SuitePolicies.Lan, ProtectionName.Iptables);

        (await lab.Insider.AskInVainAsync(byAnother)).Should().AllBeOfType<Answer.None>();
        (await lab.Insider.AskAsync()).Should().AllBeOfType<Answer.Listed>();
    }

    private static Task<ExecResult> RpcinfoAsync(
        LabHost host,
        int seconds,
        params string[] arguments
    ) => host.TryAsync([.. LabHost.Within(seconds), "rpcinfo", .. arguments]);

    /// <summary>What the rules that drop have counted: <c>[4:232] -A HLAB-portmap -j DROP</c>.</summary>
    private async Task<long> DropsAsync(string program) =>
        (await lab.Target.RunAsync(program, "-c", "-t", "filter"))
            .Split('\n')
            .Where(line =>
                line.StartsWith('[') && line.EndsWith(" -j DROP", StringComparison.Ordinal)
            )
            .Sum(line => long.Parse(line[1..line.IndexOf(':')]));
}
