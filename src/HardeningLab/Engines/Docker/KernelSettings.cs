namespace HardeningLab.Engines.Docker;

/// <summary>
/// The kernel settings of a lab's containers, the same as those of the embedded lab's namespaces. Files below /proc/sys are
/// read-only in a container, so the engine has to write them; those that one refuses are left out.
/// </summary>
/// <param name="connection">Decides how they are said.</param>
/// <param name="refused">What the engine did not want.</param>
internal sealed class KernelSettings(DockerConnection connection, IReadOnlySet<string> refused)
{
    private const string AnyInterface = "IFNAME";

    /// <summary>From this API on, an interface's settings belong to the endpoint, and the container's own are refused.</summary>
    private static readonly Version EndpointSettings = new(1, 46);

    private static readonly Version DefaultMaskOfNamespace = new(6, 3);

    /// <summary>The option of an endpoint (moby, libnetwork/netlabel): a list with commas.</summary>
    internal const string EndpointOption = "com.docker.network.endpoint.sysctls";

    private static readonly (string Name, string Value)[] EveryHost =
    [
        ("net.ipv4.conf.all.rp_filter", "0"),
        ("net.ipv4.conf.all.accept_local", "0"),
        ("net.ipv6.conf.all.disable_ipv6", "0"),
    ];

    /// <summary>The links are there before the settings are written, so what newer links inherit is not enough.</summary>
    private static readonly (string Name, string Value)[] EveryInterface =
    [
        ("net.ipv4.conf.IFNAME.rp_filter", "0"),
        ("net.ipv4.conf.IFNAME.accept_local", "0"),
        ("net.ipv6.conf.IFNAME.disable_ipv6", "0"),
        // A tentative address loses its first packets silently, for more than a second.
        ("net.ipv6.conf.IFNAME.accept_dad", "0"),
        ("net.ipv6.conf.IFNAME.dad_transmits", "0"),
        ("net.ipv6.conf.IFNAME.addr_gen_mode", "1"),
        ("net.ipv6.conf.IFNAME.router_solicitations", "0"),
    ];

    /// <summary>Without these a REJECT of many sources loses most of its answers to rate limits, and legacy rules their traces.</summary>
    private static readonly (string Name, string Value)[] TargetOnly =
    [
        ("net.ipv4.icmp_ratemask", "0"),
        ("net.ipv6.icmp.ratelimit", "0"),
        ("net.ipv6.icmp.ratemask", "128-129"),
        ("net.netfilter.nf_log.2", "nfnetlink_log"),
        ("net.netfilter.nf_log.10", "nfnetlink_log"),
    ];

    /// <summary>The client binds addresses that it owns by a route alone.</summary>
    private static readonly (string Name, string Value)[] ClientOnly =
    [
        ("net.ipv4.ip_nonlocal_bind", "1"),
        ("net.ipv6.ip_nonlocal_bind", "1"),
    ];

    /// <summary>Spread over processors, packets of one link could overtake the fence behind them.</summary>
    private static readonly (string Name, string Value) OneProcessor = (
        "net.core.rps_default_mask",
        "0"
    );

    private bool IsPerEndpoint => connection.EngineApi >= EndpointSettings;

    /// <summary>The settings of a container, for its whole network namespace.</summary>
    /// <param name="role">A role of <see cref="SiteContainer"/>.</param>
    /// <param name="interfaces">The number of its interfaces, <c>eth0</c> and on.</param>
    internal Dictionary<string, string> Of(string role, int interfaces) =>
        EveryHost
            .Concat(role == SiteContainer.Target ? TargetOnly : ClientOnly)
            .Concat(connection.Kernel >= DefaultMaskOfNamespace ? [OneProcessor] : [])
            .Concat(ForInterfaces("default"))
            .Concat(
                IsPerEndpoint
                    ? []
                    : Enumerable
                        .Range(0, interfaces)
                        .SelectMany(number => ForInterfaces($"eth{number}"))
            )
            .Where(setting => !refused.Contains(setting.Name))
            .ToDictionary(setting => setting.Name, setting => setting.Value);

    /// <summary>The settings of one interface, where the engine takes them so; else null.</summary>
    internal Dictionary<string, string>? OfEndpoint() =>
        IsPerEndpoint
            ? new()
            {
                [EndpointOption] = string.Join(
                    ',',
                    ForInterfaces(AnyInterface)
                        .Where(setting => !refused.Contains(setting.Name))
                        .Select(setting => $"{setting.Name}={setting.Value}")
                ),
            }
            : null;

    /// <summary>The settings that an engine's error names; none if it is about something else.</summary>
    /// <param name="failure">What it said when a container was created or started.</param>
    /// <param name="interfaces">The number of the target's interfaces.</param>
    internal IReadOnlyList<string> RefusedBy(string failure, int interfaces)
    {
        var said = failure.Replace('/', '.');
        return
        [
            .. Of(SiteContainer.Target, interfaces)
                .Keys.Concat(Of(SiteContainer.Client, interfaces).Keys)
                .Concat(ForInterfaces(AnyInterface).Select(setting => setting.Name))
                .Distinct()
                .Where(name =>
                    !refused.Contains(name) && said.Contains(name, StringComparison.Ordinal)
                ),
        ];
    }

    private static IEnumerable<(string Name, string Value)> ForInterfaces(string name) =>
        EveryInterface.Select(setting =>
            (setting.Name.Replace(AnyInterface, name, StringComparison.Ordinal), setting.Value)
        );
}
