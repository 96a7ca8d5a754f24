namespace Integration.Lab;

/// <summary>Ten thousand entries are ordinary.</summary>
[Trait("Speed", "Slow")]
public sealed class LargePolicyTests
{
    [Theory]
    [InlineData(0, "nftables")]
    [InlineData(Sandbox.OrdinaryUser, "iptables")]
    public async Task A_policy_of_ten_thousand_entries_is_proved(uint user, string with)
    {
        await using var sandbox = await Sandbox.StartAsync();
        var policy = await sandbox.WriteAsync("crowd.yaml", Crowd.Policy(10_000, seed: 2));
        var before = Census.Of(sandbox);

        using var hlab = await sandbox.StartHlabAsync(
            user,
            "prove",
            policy,
            "--with",
            with,
            "--json"
        );
        var answer = Answer.Of(await hlab.EndAsync());

        answer.ExitCode.Should().Be(0);
        answer.Cells.Should().HaveCountGreaterThan(20_000);
        await before.AssertUnchangedAsync(sandbox);
    }
}
