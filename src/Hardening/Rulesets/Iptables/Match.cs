using Hardening.Addresses;

namespace Hardening.Rulesets.Iptables;

/// <summary>What a rule asks of a packet (iptables(8), iptables-extensions(8)).</summary>
public abstract record Match
{
    private Match() { }

    /// <summary>The source address lies in the prefix: <c>-s</c>.</summary>
    /// <param name="Prefix">Of the ruleset's family.</param>
    public sealed record Source(Prefix Prefix) : Match;

    /// <summary>The packet came in by the interface: <c>-i</c>.</summary>
    /// <param name="Name">The name, such as <c>lo</c>.</param>
    public sealed record InputInterface(string Name) : Match;

    /// <summary>The transport protocol: <c>-p</c>.</summary>
    /// <param name="Name"><c>tcp</c> or <c>udp</c>.</param>
    public sealed record TransportProtocol(string Name) : Match;

    /// <summary>Protocol and destination port: <c>-p tcp -m tcp --dport 111</c>.</summary>
    /// <param name="Transport"><c>tcp</c> or <c>udp</c>.</param>
    /// <param name="Port">From 1 to 65535.</param>
    public sealed record ServicePort(string Transport, int Port) : Match;

    /// <summary>
    /// Protocol and destination port that the packet had before it was given another destination, on its way there and not
    /// back: <c>-p tcp -m conntrack --ctstate DNAT --ctorigdstport 111 --ctdir ORIGINAL</c>.
    /// </summary>
    /// <param name="Transport"><c>tcp</c> or <c>udp</c>.</param>
    /// <param name="Port">From 1 to 65535.</param>
    public sealed record PublishedPort(string Transport, int Port) : Match;
}
