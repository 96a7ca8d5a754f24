using Hardening.Addresses;

namespace Hardening.Analysis.Semantics;

/// <summary>The socket that sends a packet, or that it is for.</summary>
internal static class Sockets
{
    /// <summary>The kernel knows it when the rule is asked: of what comes in only where it was looked for early, as for connections.</summary>
    internal static Condition IsKnown { get; } = new Condition.Unmodelled("the socket is known");

    /// <summary>One of this host is there for it (nf_sk_lookup_slow_v4).</summary>
    internal static Condition IsThere { get; } = new Condition.Unmodelled("socket");

    /// <summary>That one waits at every address.</summary>
    internal static Condition IsWildcard { get; } = new Condition.Unmodelled("socket wildcard");

    /// <summary>That one takes what is for addresses of others.</summary>
    internal static Condition IsTransparent { get; } =
        new Condition.Unmodelled("socket transparent");

    /// <summary>One waits for it at what a transparent proxy is told.</summary>
    /// <param name="address">The address; null for that of the interface.</param>
    /// <param name="port">The port; 0 for the packet's own.</param>
    internal static Condition WaitsAt(Address? address, UInt128 port) =>
        new Condition.Unmodelled(
            $"a socket for tproxy {address}{(port != 0 ? $":{port}" : "")}".TrimEnd()
        );
}
