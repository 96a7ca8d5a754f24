using Hardening.Policies;

namespace Integration.Suite;

/// <summary>A machine with systemd, which starts rpcbind by its socket.</summary>
public sealed class BootedTests(BootedLab shared) : IClassFixture<BootedLab>
{
    private readonly PortmapLab lab = shared.Lab;

    [Theory]
    [InlineData(ProtectionName.Iptables)]
    [InlineData(ProtectionName.Nftables)]
    public async Task A_firewall_outlives_service_and_socket_but_not_the_machine_and_the_wrappers_outlive_both(
        ProtectionName firewall
    )
    {
        await lab.Target.ProtectAsync(SuitePolicies.Lan, ProtectionName.TcpWrappers, firewall);
        (await lab.Outsider.AskInVainAsync()).Should().AllBeOfType<Answer.None>();

        await lab.Target.RunAsync("systemctl", "restart", "rpcbind.socket", "rpcbind.service");
        (await lab.Insider.AskAsync()).Should().AllBeOfType<Answer.Listed>();
        (await lab.Target.AskAsync()).Should().AllBeOfType<Answer.Listed>();
        (await lab.Outsider.AskInVainAsync()).Should().AllBeOfType<Answer.None>();

        await lab.Target.RestartAsync();
        (await lab.Insider.AskAsync()).Should().AllBeOfType<Answer.Listed>();
        (await lab.Outsider.AskAsync()).Should().AllBeOfType<Answer.Denied>();
    }

    [Fact]
    public async Task The_socket_listens_and_starts_rpcbind_for_whoever_is_let_in()
    {
        await lab.Target.ProtectAsync(SuitePolicies.Lan, ProtectionName.Nftables);
        await lab.Target.RunAsync("systemctl", "stop", "rpcbind.service", "rpcbind.socket");
        await lab.Target.RunAsync("systemctl", "start", "rpcbind.socket");

        await lab.Outsider.AskInVainAsync();
        var kept = await lab.Target.TryAsync("systemctl", "is-active", "rpcbind.service");
        (await lab.Insider.AskAsync()).Should().AllBeOfType<Answer.Listed>();
        var let = await lab.Target.TryAsync("systemctl", "is-active", "rpcbind.service");

        (kept.Stdout.Trim(), let.Stdout.Trim()).Should().Be(("inactive", "active"));
    }
}
