using Hardening.Changes;

namespace HardenMyServer;

/// <summary>Shows how far a change has come among what the test prints. <see cref="Progress{T}"/> would tell it after the end.</summary>
internal sealed class ProgressInOutput(ITestOutputHelper output) : IProgress<ChangeProgress>
{
    public void Report(ChangeProgress value) => output.WriteLine($"{value.Host}: {value.Step}");
}
