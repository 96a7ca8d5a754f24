using Hardening.Addresses;

namespace Hardening.Rulesets.Nftables;

/// <summary>What a rule asks of a packet (nft(8), EXPRESSIONS).</summary>
public abstract record Match
{
    private Match() { }

    /// <summary>The packet came in by the interface: <c>iifname "lo"</c>.</summary>
    /// <param name="Name">The name, without quotes.</param>
    public sealed record InInterface(string Name) : Match;

    /// <summary>The destination port: <c>tcp dport 111</c>.</summary>
    /// <param name="Transport"><c>tcp</c> or <c>udp</c>.</param>
    /// <param name="Port">From 1 to 65535.</param>
    public sealed record DestinationPort(string Transport, int Port) : Match;

    /// <summary>
    /// The destination port that the packet had before it was given another destination, on its way there and not back:
    /// <c>meta l4proto tcp ct direction original ct status dnat ct original proto-dst 111</c>.
    /// </summary>
    /// <param name="Transport"><c>tcp</c> or <c>udp</c>.</param>
    /// <param name="Port">From 1 to 65535.</param>
    public sealed record PublishedPort(string Transport, int Port) : Match;

    /// <summary>The source address is in the set: <c>ip saddr @name</c>.</summary>
    /// <param name="Family">The family of the set's addresses; packets of the other don't match.</param>
    /// <param name="Set">A set of the same table.</param>
    public sealed record SourceIn(IpFamily Family, string Set) : Match;

    /// <summary>The transport protocol: <c>meta l4proto tcp</c>.</summary>
    /// <param name="Name"><c>tcp</c> or <c>udp</c>.</param>
    public sealed record TransportProtocol(string Name) : Match;
}
