namespace Integration.Lab;

/// <summary>A service that fails in mid-run is a failure of the lab: never a drop, and never a policy that holds.</summary>
[Trait("Speed", "Slow")]
public sealed class DeadServiceTests
{
    private const int LabFailed = 3;

    [Theory]
    [InlineData(0, "iptables", 4)]
    [InlineData(0, "tcp-wrappers", 2)]
    [InlineData(Sandbox.OrdinaryUser, "nftables", 2)]
    public async Task A_service_killed_in_mid_run_is_an_error(uint user, string with, int kills)
    {
        await using var sandbox = await Sandbox.StartAsync();
        var run = await CrowdedRun.MeasureAsync(sandbox, user, with);
        var before = Census.Of(sandbox);

        for (var kill = 0; kill < kills; kill++)
        {
            // Beside others a run takes now longer, now shorter: a kill that came after its end comes earlier the next time.
            var part = 0.8 * kill / kills;
            while (!await FailsAsync(run, part))
            {
                part.Should().BeGreaterThan(0.01, "a service that is gone so early is missed");
                part /= 2;
            }
            await before.AssertUnchangedAsync(sandbox);
        }
    }

    [Fact]
    public async Task A_service_that_stands_still_for_a_while_is_never_a_drop()
    {
        await using var sandbox = await Sandbox.StartAsync();
        var run = await CrowdedRun.MeasureAsync(sandbox, 0, "iptables");

        for (var stop = 0; stop < 2; stop++)
        {
            using var hlab = await run.StartAsync();
            var end = hlab.EndAsync();
            await run.WaitAsync(0.4 * stop);
            hlab.SignalChild("rpcbind", SandboxProcess.Stop);
            await Task.Delay(3000, TestContext.Current.CancellationToken);
            hlab.SignalChild("rpcbind", SandboxProcess.Continue);
            var answer = Answer.Of(await end);

            Allowed(answer).Should().BeSubsetOf(["allowed", "error", "inconclusive"]);
            (answer.ExitCode == 0).Should().Be(answer.Cells.All(cell => cell.Ok));
        }
    }

    [Theory]
    [InlineData("#!/bin/sh\nexit 7\n")]
    [InlineData("#!/bin/sh\nexec sleep 60\n")]
    public async Task A_service_that_never_listens_is_an_error(string program)
    {
        await using var sandbox = await Sandbox.StartAsync();
        await sandbox.WriteProgramAsync("usr/sbin/rpcbind", program);
        var before = Census.Of(sandbox);

        using var hlab = await sandbox.StartAsync(
            0,
            ["HLAB_PACKAGES=/mnt"],
            ["/mnt/repository/hlab", "prove", "--json"]
        );
        var ended = await hlab.EndAsync();

        ended.ExitCode.Should().Be(LabFailed);
        ended.Error.Should().Contain("rpcbind");
        Answer.Of(ended).Cells.Should().NotContain(cell => cell.Observed == "dropped");
        await before.AssertUnchangedAsync(sandbox);
    }

    /// <summary>Kills the service and tells whether the run was still at it, and failed.</summary>
    private static async Task<bool> FailsAsync(CrowdedRun run, double part)
    {
        using var hlab = await run.StartAsync();
        var end = hlab.EndAsync();
        await run.WaitAsync(part);
        hlab.SignalChild("rpcbind", SandboxProcess.Kill);
        var answer = Answer.Of(await end);
        if (answer.ExitCode == LabFailed)
        {
            answer.Cells.Select(cell => cell.Observed).Should().BeSubsetOf(["allowed", "error"]);
            return true;
        }
        answer.ExitCode.Should().Be(0);
        answer.Cells.Should().OnlyContain(cell => cell.Ok);
        return false;
    }

    private static IEnumerable<string> Allowed(Answer answer) =>
        answer
            .Cells.Where(cell => cell.Expected == "allowed")
            .Select(cell => cell.Observed)
            .Distinct();
}
