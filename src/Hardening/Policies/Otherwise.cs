namespace Hardening.Policies;

/// <summary>What a firewall does with a packet from a source that may not reach the service.</summary>
public enum Otherwise
{
    /// <summary>Discard it without an answer; the default.</summary>
    Drop,

    /// <summary>Answer with a TCP RST, or an ICMP port unreachable for UDP.</summary>
    Reject,
}
