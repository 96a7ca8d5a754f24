using Hardening.Policies;
using HardeningLab.Rpc;

namespace Integration.Suite;

/// <summary>What tcp-wrappers alone do: they answer, and refuse.</summary>
public sealed class WrappersTests(Debian12Lab shared) : IClassFixture<Debian12Lab>
{
    private readonly PortmapLab lab = shared.Lab;

    [Fact]
    public async Task Who_is_denied_gets_an_error_of_RPC_of_20_bytes_behind_its_record_mark_over_TCP()
    {
        await lab.Target.ProtectAsync(SuitePolicies.Lan, ProtectionName.TcpWrappers);

        var answers = await lab.Outsider.AskAsync();

        answers
            .Should()
            .Equal(
                lab.Outsider.Everyway.Select(question => new Answer.Denied(
                    AuthStat.TooWeak,
                    question.Transport == Transport.Tcp ? 24 : 20
                ))
            );
    }

    [Fact]
    public async Task Rpcinfo_speaks_of_an_authentication_error()
    {
        await lab.Target.ProtectAsync(SuitePolicies.Lan, ProtectionName.TcpWrappers);

        var ended = await lab.Outsider.TryAsync([
            .. LabHost.Within(seconds: 10),
            "rpcinfo",
            "-p",
            LabSubnet.Wan.Target.IPv4,
        ]);

        ended.ExitCode.Should().Be(1);
        ended.Stderr.Should().Contain("RPC: Authentication error");
    }

    [Fact]
    public async Task Behind_a_firewall_their_denial_is_not_heard()
    {
        await lab.Target.ProtectAsync(
            SuitePolicies.Lan,
            ProtectionName.TcpWrappers,
            ProtectionName.Iptables
        );

        (await lab.Outsider.AskInVainAsync()).Should().AllBeOfType<Answer.None>();
        (await lab.Insider.AskAsync()).Should().AllBeOfType<Answer.Listed>();
        (await lab.Target.AskAsync()).Should().AllBeOfType<Answer.Listed>();
    }
}
