namespace Hardening.Rulesets.Iptables.Ethernet;

/// <summary>What an ARP packet asks or answers (IANA, "ARP Parameters"), as both tools name it.</summary>
internal static class ArpOperations
{
    /// <summary>The names of 1 and what follows.</summary>
    public static EquatableArray<string> Names { get; } =
    [
        "Request",
        "Reply",
        "Request_Reverse",
        "Reply_Reverse",
        "DRARP_Request",
        "DRARP_Reply",
        "DRARP_Error",
        "InARP_Request",
        "ARP_NAK",
    ];
}
