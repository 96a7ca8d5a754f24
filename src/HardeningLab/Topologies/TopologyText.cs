using Hardening;
using Hardening.Policies.Yaml;

namespace HardeningLab.Topologies;

/// <summary>
/// The printed form of a topology, YAML for people to read and for other labs to be compared with:
/// lab/topologies/portmap.yaml is that of the default policy.
/// </summary>
public static class TopologyText
{
    /// <summary>Prints it; reading that back gives an equal topology.</summary>
    /// <param name="topology">What is printed.</param>
    /// <param name="output">Where to.</param>
    public static void Write(Topology topology, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(topology);
        ArgumentNullException.ThrowIfNull(output);
        new TopologyTextWriter(output).Write(topology);
    }

    /// <summary>Reads what was printed.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="file">What messages call it.</param>
    /// <exception cref="InputException">The text is no topology; it names every fault with its place.</exception>
    public static Topology Read(string text, string file)
    {
        ArgumentNullException.ThrowIfNull(text);
        var faults = new YamlFaults(file);
        var topology = new TopologyTextReader(faults).Read(YamlReader.Read(text, faults));
        faults.Throw();
        return topology;
    }
}
