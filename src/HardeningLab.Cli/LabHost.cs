using System.CommandLine;
using Hardening;
using HardeningLab.Engines.Kept;
using HardeningLab.Topologies;

namespace HardeningLab.Cli;

/// <summary>The argument that names a host of a kept lab.</summary>
internal static class LabHost
{
    public static Argument<string> Argument() =>
        new("HOST") { Description = "target, or the client of a network: lan0, wan0." };

    /// <summary>Passes the name on, if the lab has such a host.</summary>
    /// <exception cref="InputException">It has none.</exception>
    public static string Read(string name, LabCard card)
    {
        var known = HostNames.Of(TopologyPlan.For(card.ReadPolicy()).Networks).ToList();
        return known.Contains(name)
            ? name
            : throw new InputException(
                new InputError("HOST", 1, 1, HostNames.Unknown(name, known))
            );
    }
}
