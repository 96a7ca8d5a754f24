using Hardening.Policies;

namespace Integration.Suite;

/// <summary>A change takes effect on flows that were there before it, as docs/policy.md says.</summary>
public sealed class PolicyChangeTests(Debian12Lab shared) : IClassFixture<Debian12Lab>
{
    private readonly PortmapLab lab = shared.Lab;

    public static TheoryData<ProtectionName, Transport> Cases { get; } =
        new MatrixTheoryData<ProtectionName, Transport>(
            ProtectionNames.All,
            [Transport.Tcp, Transport.Udp]
        );

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Who_was_allowed_is_cut_off_in_mid_flow_and_who_is_allowed_now_is_answered(
        ProtectionName protection,
        Transport transport
    )
    {
        await lab.Target.ProtectAsync(SuitePolicies.Lan, protection);
        var flow = await Flow.OpenAsync(lab.Insider, Ask(LabSubnet.Lan, transport));

        await lab.Target.LoadAsync(SuitePolicies.Wan, protection);

        (await flow.AskAgainAsync())
            .Should()
            .Match<Answer>(answer =>
                protection == ProtectionName.TcpWrappers
                    ? answer is Answer.Denied
                    : answer is Answer.None
            );
        (await lab.Outsider.AskAsync()).Should().AllBeOfType<Answer.Listed>();
        (await lab.Target.AskAsync()).Should().AllBeOfType<Answer.Listed>();
    }

    [Theory]
    [InlineData(ProtectionName.Iptables)]
    [InlineData(ProtectionName.IptablesLegacy)]
    [InlineData(ProtectionName.Nftables)]
    public async Task Who_is_rejected_from_now_on_has_an_open_connection_reset(
        ProtectionName firewall
    )
    {
        await lab.Target.ProtectAsync(SuitePolicies.Lan, firewall);
        var flow = await Flow.OpenAsync(lab.Insider, Ask(LabSubnet.Lan, Transport.Tcp));

        await lab.Target.LoadAsync(SuitePolicies.WanRejecting, firewall);

        (await flow.AskAgainAsync()).Should().BeOfType<Answer.Refused>();
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Who_stays_allowed_goes_on_in_the_same_flow(
        ProtectionName protection,
        Transport transport
    )
    {
        await lab.Target.ProtectAsync(SuitePolicies.Lan, protection);
        var flow = await Flow.OpenAsync(lab.Insider, Ask(LabSubnet.Lan, transport));

        await lab.Target.LoadAsync(SuitePolicies.LanRejecting, protection);

        (await flow.AskAgainAsync()).Should().BeOfType<Answer.Listed>();
    }

    private static Question Ask(LabSubnet subnet, Transport transport) =>
        new(transport, subnet.Target.IPv4, Version: 2);
}
