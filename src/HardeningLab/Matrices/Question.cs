using HardeningLab.Probes;
using HardeningLab.Topologies;

namespace HardeningLab.Matrices;

/// <summary>A probe, and the service on whose behalf it is sent: what becomes one cell.</summary>
internal sealed record Question(ServiceSources Sources, Probe Probe)
{
    /// <summary>The cell's name, before there is one.</summary>
    internal string Name =>
        Cell.NameOf(
            Probe.Source.Name,
            Sources.Service.Service.Name,
            Probe.Endpoint.Transport,
            (int?)Probe.Call?.Version,
            Procedure
        );

    internal string? Procedure => Probe.Call?.Name.ToLowerInvariant();
}
