using Hardening;
using HardeningLab.Kernel;
using HardeningLab.Taps;

namespace HardeningLab.Engines.Netns;

/// <summary>What another process needs to enter the hosts of a lab of this process.</summary>
/// <param name="FirstProcess">The target's first process, which has all of its namespaces.</param>
/// <param name="Clients">The name of each network, and the descriptor that stands for its client's network namespace.</param>
internal sealed record NetnsDoors(
    int FirstProcess,
    EquatableArray<(string Network, int Descriptor)> Clients
)
{
    internal static NetnsDoors Of(Wiring wiring, TargetHost target) =>
        new(
            target.FirstProcess,
            wiring
                .Links.Where(link => !ReferenceEquals(link.Client, wiring.Target))
                .Select(link => (link.Name, ((NetworkNamespace)link.Client).Descriptor))
                .ToEquatableArray()
        );
}
