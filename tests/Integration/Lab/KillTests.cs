using System.Diagnostics;

namespace Integration.Lab;

/// <summary>However and whenever a run is ended from outside, nothing of it stays.</summary>
[Trait("Speed", "Slow")]
public sealed class KillTests
{
    [Theory]
    [InlineData(0, SandboxProcess.Kill, 20)]
    [InlineData(0, SandboxProcess.Interrupt, 10)]
    [InlineData(0, SandboxProcess.Terminate, 10)]
    [InlineData(Sandbox.OrdinaryUser, SandboxProcess.Kill, 10)]
    [InlineData(Sandbox.OrdinaryUser, SandboxProcess.Interrupt, 10)]
    [InlineData(Sandbox.OrdinaryUser, SandboxProcess.Terminate, 10)]
    public async Task Nothing_stays_of_a_run_that_is_killed_at_any_moment(
        uint user,
        int signal,
        int kills
    )
    {
        await using var sandbox = await Sandbox.StartAsync();
        var before = Census.Of(sandbox);
        var span = await SpanAsync(sandbox, user);
        var chance = new Random(signal);
        var codes = new List<int>();

        for (var kill = 0; kill < kills; kill++)
        {
            using var hlab = await sandbox.StartHlabAsync(user, "prove");
            var end = hlab.EndAsync();
            await Task.Delay(
                span * ((kill + chance.NextDouble()) / kills),
                TestContext.Current.CancellationToken
            );
            End(hlab, signal);
            var code = (await end).ExitCode;
            codes.Add(code);
            // On a busy machine the first run may take the longest.
            span *= code == 0 ? 0.8 : 1;
            await before.AssertUnchangedAsync(sandbox);
        }

        codes.Should().OnlyContain(code => code == 128 + signal || code == 0);
        codes.Count(code => code == 0).Should().BeLessThan(kills * 3 / 4);
    }

    private static void End(SandboxProcess hlab, int signal)
    {
        if (signal == SandboxProcess.Interrupt)
        {
            hlab.SignalGroup(signal);
        }
        else
        {
            hlab.Signal(signal);
        }
    }

    /// <summary>How long a run takes that nobody disturbs.</summary>
    private static async Task<TimeSpan> SpanAsync(Sandbox sandbox, uint user)
    {
        var started = Stopwatch.GetTimestamp();
        using var hlab = await sandbox.StartHlabAsync(user, "prove");
        (await hlab.EndAsync()).ExitCode.Should().Be(0);
        return Stopwatch.GetElapsedTime(started);
    }
}
