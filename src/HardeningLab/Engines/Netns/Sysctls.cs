namespace HardeningLab.Engines.Netns;

/// <summary>
/// The kernel settings of a lab namespace. A new namespace may inherit the machine's, so everything that could swallow a
/// probe, or stand for a firewall, is said explicitly. Each must be written before the links come.
/// </summary>
internal static class Sysctls
{
    private static readonly (string Name, string Value)[] EveryHost =
    [
        ("ipv4/conf/all/rp_filter", "0"),
        ("ipv4/conf/default/rp_filter", "0"),
        ("ipv4/conf/all/accept_local", "0"),
        ("ipv6/conf/all/disable_ipv6", "0"),
        ("ipv6/conf/default/disable_ipv6", "0"),
        // A tentative address loses its first packets silently, for more than a second.
        ("ipv6/conf/default/accept_dad", "0"),
        ("ipv6/conf/default/dad_transmits", "0"),
        ("ipv6/conf/default/addr_gen_mode", "1"),
        ("ipv6/conf/default/router_solicitations", "0"),
        // Programs that people run in a host never send from a probe's port.
        ("ipv4/ip_local_port_range", "61000 65535"),
        // Spread over processors, packets of one link could overtake the fence behind them.
        ("core/rps_default_mask", "0"),
    ];

    /// <summary>Without these a REJECT of many sources loses most of its answers to rate limits.</summary>
    private static readonly (string Name, string Value)[] UnlimitedErrors =
    [
        ("ipv4/icmp_ratemask", "0"),
        ("ipv6/icmp/ratelimit", "0"),
        ("ipv6/icmp/ratemask", "128-129"),
    ];

    /// <summary>The client binds addresses that it owns by a route alone.</summary>
    private static readonly (string Name, string Value)[] AnyBind =
    [
        ("ipv4/ip_nonlocal_bind", "1"),
        ("ipv6/ip_nonlocal_bind", "1"),
    ];

    internal static void WriteForTarget() => Write([.. EveryHost, .. UnlimitedErrors]);

    internal static void WriteForClient() => Write([.. EveryHost, .. AnyBind]);

    private static void Write((string Name, string Value)[] settings)
    {
        foreach (var (name, value) in settings)
        {
            var path = Path.Combine("/proc/sys/net", name);
            if (File.Exists(path))
            {
                File.WriteAllText(path, value);
            }
        }
    }
}
