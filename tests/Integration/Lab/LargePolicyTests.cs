namespace Integration.Lab;

/// <summary>Ten thousand entries are ordinary.</summary>
[Trait("Speed", "Slow")]
public sealed class LargePolicyTests
{
    [Theory]
    [InlineData(0, "nftables", 10_000)]
    [InlineData(Sandbox.OrdinaryUser, "iptables", 1_000)]
    public async Task A_policy_of_so_many_entries_is_proved(uint user, string with, int entries)
    {
        await using var sandbox = await Sandbox.StartAsync();
        var policy = await sandbox.WriteAsync("crowd.yaml", Crowd.Policy(entries, seed: 2));
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
        answer.Cells.Should().HaveCountGreaterThan(2 * entries);
        await before.AssertUnchangedAsync(sandbox);
    }
}
