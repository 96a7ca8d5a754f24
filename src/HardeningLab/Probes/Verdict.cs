namespace HardeningLab.Probes;

/// <summary>What came of a probe, or what is expected of it.</summary>
public enum Verdict
{
    /// <summary>The service answered with what was asked for.</summary>
    Allowed,

    /// <summary>The service itself refused: an RPC AUTH_ERROR, the wrappers' way.</summary>
    Denied,

    /// <summary>The packet arrived at the target's link, was not delivered, and nothing came back.</summary>
    Dropped,

    /// <summary>A RST or an ICMP error came back, and the packet was not delivered.</summary>
    Rejected,

    /// <summary>The packet was delivered and the stack itself refused: nobody listens.</summary>
    Closed,

    /// <summary>Delivered, but no reply came in time; it satisfies no expectation.</summary>
    Inconclusive,

    /// <summary>The lab failed; never taken for a drop.</summary>
    Error,

    /// <summary>An expectation only: any of dropped, rejected, denied, closed.</summary>
    KeptOut,
}
