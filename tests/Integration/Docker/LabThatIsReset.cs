using HardeningLab.Engines;
using HardeningLab.Engines.Docker;
using HardeningLab.Probes;
using HardeningLab.Taps;
using HardeningLab.Topologies;

namespace Integration.Docker;

/// <summary>An engine of containers that takes everything back in its lab, in place of making another, for as long as the plan is the same.</summary>
internal sealed class LabThatIsReset : ILabEngine, IAsyncDisposable
{
    private readonly DockerEngine engine = new(new DockerOptions());
    private (LabPlan Plan, ILab Lab)? standing;

    public string Name => engine.Name;

    /// <summary>How many labs were made.</summary>
    internal int Made { get; private set; }

    public async Task<ILab> StartAsync(LabPlan plan, CancellationToken cancellation)
    {
        if (standing is { } one && one.Plan == plan)
        {
            await one.Lab.ResetAsync(cancellation);
            return new Borrowed(one.Lab);
        }
        await DisposeAsync();
        var lab = await engine.StartAsync(plan, cancellation);
        standing = (plan, lab);
        Made++;
        return new Borrowed(lab);
    }

    public async ValueTask DisposeAsync()
    {
        if (standing is { } one)
        {
            standing = null;
            await one.Lab.DisposeAsync();
        }
    }

    /// <summary>The lab itself, which outlives whoever disposes this.</summary>
    private sealed class Borrowed(ILab lab) : ILab
    {
        public Task<ExecResult> RunAsync(
            IReadOnlyList<string> command,
            string input,
            CancellationToken cancellation
        ) => lab.RunAsync(command, input, cancellation);

        public Task WriteConfigurationAsync(
            string name,
            string text,
            CancellationToken cancellation
        ) => lab.WriteConfigurationAsync(name, text, cancellation);

        public Task ObserveAsync(bool withLegacy, CancellationToken cancellation) =>
            lab.ObserveAsync(withLegacy, cancellation);

        public Task StopObservingAsync(CancellationToken cancellation) =>
            lab.StopObservingAsync(cancellation);

        public Task<Observation[]> AskAsync(
            IReadOnlyList<Probe> probes,
            Action<int>? landed,
            CancellationToken cancellation
        ) => lab.AskAsync(probes, landed, cancellation);

        public Task<int?> NumberOfAsync(RuleHandle rule, CancellationToken cancellation) =>
            lab.NumberOfAsync(rule, cancellation);

        public Task<string?> FindFaultAsync(CancellationToken cancellation) =>
            lab.FindFaultAsync(cancellation);

        public Task ResetAsync(CancellationToken cancellation) => lab.ResetAsync(cancellation);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
