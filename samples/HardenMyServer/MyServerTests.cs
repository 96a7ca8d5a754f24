using Hardening.Addresses;
using Hardening.Changes;
using Hardening.Policies;

namespace HardenMyServer;

/// <summary>
/// Puts policies on a server of my own, and takes them back. A change that is cancelled before it is confirmed is taken back
/// by the server itself.
/// </summary>
public sealed class MyServerTests(ITestOutputHelper output)
{
    private const int AMinute = 60_000;

    private readonly ApplyOptions options = new() { Progress = new ProgressInOutput(output) };

    [Fact(Timeout = AMinute)]
    public async Task The_policy_is_put_in_force_once_and_taken_back()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var server = await MyServer.OpenAsync(cancellation);
        var policy = PolicyReader.ReadFile("policy.yaml");

        var applied = await HostChange.ApplyAsync(policy, server.Host, options, cancellation);
        var again = await HostChange.ApplyAsync(policy, server.Host, options, cancellation);
        var status = await HostChange.StatusAsync(server.Host, cancellation);
        var undone = await HostChange.UndoAsync(server.Host, options, cancellation);

        applied.State.Should().Be(HostState.Changed, applied.Message);
        again.State.Should().Be(HostState.Ok, again.Message);
        status.Standing.Should().Be(HostStanding.InForce);
        undone.State.Should().Be(HostState.Changed, undone.Message);
    }

    [Fact(Timeout = AMinute)]
    public async Task What_nobody_confirms_the_server_takes_back_by_itself()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var server = await MyServer.OpenAsync(cancellation);
        var policy = new Policy(
            "only the backup",
            [new ProtectedService(Catalogue.Portmap, [Prefix.Parse("192.0.2.7/32")])],
            LoopbackAllowed: true,
            Otherwise.Reject,
            [ProtectionName.Nftables]
        );
        var byHand = options with { IsConfirmedByHand = true, Patience = TimeSpan.FromSeconds(5) };

        var applied = await HostChange.ApplyAsync(policy, server.Host, byHand, cancellation);
        var waiting = await HostChange.StatusAsync(server.Host, cancellation);

        applied.State.Should().Be(HostState.Changed, applied.Message);
        waiting.InForce.Should().Equal(PartName.Nftables);
        await UntilNothingIsInForceAsync(server, cancellation);
    }

    [Fact(Timeout = AMinute)]
    public async Task A_server_that_my_own_check_is_against_is_not_touched()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var server = await MyServer.OpenAsync(cancellation);
        var policy = PolicyReader.ReadFile("policy.yaml");
        var frozen = options with { Rehearsal = new Freeze() };

        var refused = await HostChange.ApplyAsync(policy, server.Host, frozen, cancellation);

        refused.IsRefused.Should().BeTrue();
        refused.Message.Should().Contain("no changes on Fridays");
        (await HostChange.StatusAsync(server.Host, cancellation))
            .Standing.Should()
            .Be(HostStanding.Absent);
    }

    private static async Task UntilNothingIsInForceAsync(
        MyServer server,
        CancellationToken cancellation
    )
    {
        while (
            await HostChange.StatusAsync(server.Host, cancellation)
                is not { Standing: HostStanding.Absent }
        )
        {
            await Task.Delay(TimeSpan.FromMilliseconds(200), cancellation);
        }
    }

    /// <summary>Asked before the server is touched, with all the rules that are in force there.</summary>
    private sealed class Freeze : IRehearsal
    {
        public Task<RehearsalOutcome> RehearseAsync(
            HostRules rules,
            CancellationToken cancellation
        ) => Task.FromResult(new RehearsalOutcome(Faults: ["no changes on Fridays"], Notes: []));
    }
}
