using System.Diagnostics;

namespace HardeningLab.Matrices;

/// <summary>Notes how long each stage takes, one after the other.</summary>
internal sealed class StageClock
{
    private readonly List<Stage> stages = [];
    private long started = Stopwatch.GetTimestamp();

    internal IReadOnlyList<Stage> Stages => stages;

    /// <summary>The stage that began with the end of the one before is over.</summary>
    internal void End(string name, int probes = 0)
    {
        stages.Add(new Stage(name, Stopwatch.GetElapsedTime(started), probes));
        started = Stopwatch.GetTimestamp();
    }
}
