using Hardening.Policies;

namespace Integration.Suite;

/// <summary>The policies that these tests put in force.</summary>
internal static class SuitePolicies
{
    /// <summary>The insider's subnet may ask portmap; everybody else is dropped.</summary>
    internal static Policy Lan { get; } =
        PolicyReader.Read(
            """
            policy: portmap for the LAN
            protect:
              - service: portmap
                allow: [192.168.1.0/24, "fd00:1::/64"]
            """,
            "lan.yaml"
        );

    /// <summary>The same, but everybody else hears of it.</summary>
    internal static Policy LanRejecting { get; } =
        PolicyReader.Read(
            """
            policy: portmap for the LAN, politely
            protect:
              - service: portmap
                allow: [192.168.1.0/24, "fd00:1::/64"]
            otherwise: reject
            """,
            "lan-rejecting.yaml"
        );

    /// <summary>The outsider's subnet instead.</summary>
    internal static Policy Wan { get; } =
        PolicyReader.Read(
            """
            policy: portmap for the other subnet
            protect:
              - service: portmap
                allow: [192.168.2.0/24, "fd00:2::/64"]
            """,
            "wan.yaml"
        );

    /// <summary>The outsider's subnet instead, and everybody else hears of it.</summary>
    internal static Policy WanRejecting { get; } =
        PolicyReader.Read(
            """
            policy: portmap for the other subnet, politely
            protect:
              - service: portmap
                allow: [192.168.2.0/24, "fd00:2::/64"]
            otherwise: reject
            """,
            "wan-rejecting.yaml"
        );
}
