using Hardening.Policies;

namespace Integration.Suite;

/// <summary>A protection is not rpcbind's own state: it holds when rpcbind starts again.</summary>
public sealed class RestartTests(RespawningLab shared) : IClassFixture<RespawningLab>
{
    private readonly PortmapLab lab = shared.Lab;

    public static TheoryData<ProtectionName> Protections { get; } = [.. ProtectionNames.All];

    [Theory]
    [MemberData(nameof(Protections))]
    public async Task A_restarted_rpcbind_is_as_protected_as_before(ProtectionName protection)
    {
        await lab.Target.ProtectAsync(SuitePolicies.Lan, protection);
        var before = await lab.Target.RunAsync("pgrep", "-x", "rpcbind");

        await lab.Target.RunAsync("pkill", "-x", "rpcbind");
        await lab.Target.RunAsync([
            .. LabHost.Within(seconds: 20),
            "bash",
            "-c",
            "until after=$(pgrep -x rpcbind) && [[ $after != $1 ]] && </dev/tcp/::1/111; do sleep 0.1; done",
            "restarted",
            before.Trim(),
        ]);

        (await lab.Insider.AskAsync()).Should().AllBeOfType<Answer.Listed>();
        (await lab.Target.AskAsync()).Should().AllBeOfType<Answer.Listed>();
        (await lab.Outsider.AskInVainAsync())
            .Should()
            .OnlyContain(answer =>
                protection == ProtectionName.TcpWrappers
                    ? answer is Answer.Denied
                    : answer is Answer.None
            );
    }
}
