using Hardening.Policies;
using HardeningLab.Rpc;

namespace Integration.Suite;

/// <summary>What every protection does, on one release of Debian.</summary>
public abstract class ReleaseTests(LabFixture shared)
{
    private readonly PortmapLab lab = shared.Lab;

    public static TheoryData<ProtectionName> Firewalls { get; } =
    [ProtectionName.Iptables, ProtectionName.IptablesLegacy, ProtectionName.Nftables];

    [Theory]
    [MemberData(nameof(Firewalls))]
    public async Task A_firewall_lets_the_allowed_subnet_and_the_host_itself_in_and_drops_everybody_else(
        ProtectionName firewall
    )
    {
        await lab.Target.ProtectAsync(SuitePolicies.Lan, firewall);
        IReadOnlyList<Answer> answers = [];

        var (arrived, delivered) = await lab.Target.WatchAsync(async () =>
            answers = await lab.Outsider.AskInVainAsync()
        );

        answers.Should().AllBeOfType<Answer.None>();
        arrived.Should().BeGreaterThanOrEqualTo(answers.Count);
        delivered.Should().Be(0);
        (await lab.Insider.AskAsync()).Should().AllBeOfType<Answer.Listed>();
        (await lab.Target.AskAsync()).Should().AllBeOfType<Answer.Listed>();
    }

    [Fact]
    public async Task The_wrappers_let_the_allowed_subnet_and_the_host_itself_in_and_deny_everybody_else()
    {
        await lab.Target.ProtectAsync(SuitePolicies.Lan, ProtectionName.TcpWrappers);

        (await lab.Outsider.AskAsync())
            .Should()
            .AllBeOfType<Answer.Denied>()
            .Which.Should()
            .OnlyContain(answer => answer.Why == AuthStat.TooWeak);
        (await lab.Insider.AskAsync()).Should().AllBeOfType<Answer.Listed>();
        (await lab.Target.AskAsync()).Should().AllBeOfType<Answer.Listed>();
    }

    [Fact]
    public async Task Without_a_protection_everybody_is_answered()
    {
        await lab.Target.ClearAsync();

        (await lab.Outsider.AskAsync()).Should().AllBeOfType<Answer.Listed>();
        (await lab.Insider.AskAsync()).Should().AllBeOfType<Answer.Listed>();
        (await lab.Target.AskAsync()).Should().AllBeOfType<Answer.Listed>();
    }
}

/// <summary>What every protection does on Debian 11.</summary>
public sealed class Debian11Tests(Debian11Lab shared)
    : ReleaseTests(shared),
        IClassFixture<Debian11Lab>;

/// <summary>What every protection does on Debian 12.</summary>
public sealed class Debian12Tests(Debian12Lab shared)
    : ReleaseTests(shared),
        IClassFixture<Debian12Lab>;

/// <summary>What every protection does on Debian 13.</summary>
public sealed class Debian13Tests(Debian13Lab shared)
    : ReleaseTests(shared),
        IClassFixture<Debian13Lab>;
