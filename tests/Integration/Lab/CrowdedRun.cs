using System.Diagnostics;

namespace Integration.Lab;

/// <summary>A run that takes long enough to be disturbed in its midst, and how long it takes undisturbed.</summary>
/// <param name="Sandbox">Where it runs.</param>
/// <param name="User">Who runs it.</param>
/// <param name="Arguments">What it proves.</param>
/// <param name="Span">From the service's start to the end.</param>
internal sealed record CrowdedRun(
    Sandbox Sandbox,
    uint User,
    IReadOnlyList<string> Arguments,
    TimeSpan Span
)
{
    private const int Entries = 300;

    internal static async Task<CrowdedRun> MeasureAsync(Sandbox sandbox, uint user, string with)
    {
        var policy = await sandbox.WriteAsync("crowd.yaml", Crowd.Policy(Entries, seed: 1));
        var run = new CrowdedRun(
            sandbox,
            user,
            ["prove", policy, "--with", with, "--json"],
            TimeSpan.Zero
        );
        using var hlab = await run.StartAsync();
        var started = Stopwatch.GetTimestamp();
        (await hlab.EndAsync()).ExitCode.Should().Be(0);
        return run with { Span = Stopwatch.GetElapsedTime(started) };
    }

    /// <summary>Starts it, and comes back when its service has been started.</summary>
    internal async Task<SandboxProcess> StartAsync()
    {
        var hlab = await Sandbox.StartHlabAsync(User, Arguments);
        while (!hlab.HasChild("rpcbind") && !hlab.HasExited)
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
        return hlab;
    }

    /// <summary>Waits for a part of its span, zero to one.</summary>
    internal Task WaitAsync(double part) =>
        Task.Delay(Span * part, TestContext.Current.CancellationToken);
}
