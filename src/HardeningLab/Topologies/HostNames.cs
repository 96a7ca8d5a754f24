using Hardening;

namespace HardeningLab.Topologies;

/// <summary>What the hosts of a lab are called.</summary>
public static class HostNames
{
    /// <summary>The host under test, which asks itself.</summary>
    public const string Target = "target";

    /// <summary>The target, then the client of each network, which goes by the network's name.</summary>
    /// <param name="networks">The networks.</param>
    public static IEnumerable<string> Of(IEnumerable<Network> networks) =>
        networks.Select(network => network.Name).Prepend(Target);

    /// <summary>What to tell a person who wrote an unknown name: the nearest one, and all.</summary>
    /// <param name="name">What was written.</param>
    /// <param name="known">The hosts that there are.</param>
    public static string Unknown(string name, IEnumerable<string> known) =>
        Spelling.Unknown("host", name, known);
}
