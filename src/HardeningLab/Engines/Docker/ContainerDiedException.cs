using Hardening;

namespace HardeningLab.Engines.Docker;

/// <summary>A container of the lab ended although it should run (exit code 3).</summary>
public sealed class ContainerDiedException : HardeningException
{
    internal ContainerDiedException(string container, string status, string log)
        : base(
            $"the container {container} does not run: {status}\nits log: {(log.Trim() is { Length: > 0 } some ? some : "(nothing)")}"
        ) => Log = log;

    /// <summary>What it printed, standard output and error as they came.</summary>
    public string Log { get; }
}
