using System.Diagnostics;

namespace HardeningLab.Matrices;

/// <summary>Notes how long each stage takes, one after the other.</summary>
internal sealed class StageClock
{
    private readonly List<Stage> stages = [];
    private readonly long first = Stopwatch.GetTimestamp();
    private long started = Stopwatch.GetTimestamp();

    internal IReadOnlyList<Stage> Stages => stages;

    /// <summary>From the beginning to the end of the last stage; what is cleared away behind it does not count.</summary>
    internal TimeSpan Elapsed => Stopwatch.GetElapsedTime(first, started);

    /// <summary>The stage that began with the end of the one before is over.</summary>
    internal void End(string name, int probes = 0)
    {
        stages.Add(new Stage(name, Stopwatch.GetElapsedTime(started), probes));
        started = Stopwatch.GetTimestamp();
    }
}
