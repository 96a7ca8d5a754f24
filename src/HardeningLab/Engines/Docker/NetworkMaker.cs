using Docker.DotNet.Models;
using Hardening.Addresses;
using Network = HardeningLab.Topologies.Network;

namespace HardeningLab.Engines.Docker;

/// <summary>Makes a lab's networks: bridges that lead nowhere, in subnets that nobody has.</summary>
internal sealed class NetworkMaker(
    DockerConnection connection,
    SiteRequest request,
    SiteLabels labels,
    KernelSettings settings,
    SubnetPool pool
)
{
    /// <summary>How often a network goes on to the next subnet because another lab was faster.</summary>
    private const int MaxTries = 16;

    /// <summary>
    /// Not internal, as packets of addresses that are not the subnet's would be dropped there; the machine neither has an
    /// address on the bridge nor rewrites what comes from it. Engines that don't know an option pass over it.
    /// </summary>
    private static readonly Dictionary<string, string> Options = new()
    {
        ["com.docker.network.bridge.enable_icc"] = "true",
        ["com.docker.network.bridge.enable_ip_masquerade"] = "false",
        ["com.docker.network.bridge.inhibit_ipv4"] = "true",
    };

    /// <summary>The subnets that the engine's networks have.</summary>
    internal static async Task<IReadOnlyList<Prefix>> ReadTakenAsync(
        DockerConnection connection,
        CancellationToken cancellation
    )
    {
        var networks = await EngineCall
            .RunAsync(
                "listing the engine's networks",
                () => connection.Client.Networks.ListNetworksAsync(new(), cancellation)
            )
            .ConfigureAwait(false);
        return
        [
            .. networks
                .SelectMany(network => network.IPAM?.Config ?? [])
                .Select(subnet =>
                    Prefix.TryParse(subnet.Subnet, out var prefix, out _) ? prefix : (Prefix?)null
                )
                .OfType<Prefix>(),
        ];
    }

    internal async Task<SiteNetwork> CreateAsync(Network plan)
    {
        var withIPv6 = true;
        for (var tries = 1; ; tries++)
        {
            var subnets =
                (tries <= MaxTries ? pool.Take() : null)
                ?? throw DockerUnfitException.NoSubnet(connection.Endpoint, tries - 1);
            var name = $"{request.Lab}-{plan.Name}";
            try
            {
                await EngineCall
                    .RunAsync(
                        $"creating the network {name}",
                        () =>
                            connection.Client.Networks.CreateNetworkAsync(
                                Describe(name, plan.Name, subnets, withIPv6)
                            )
                    )
                    .ConfigureAwait(false);
                return new(plan, name, subnets, withIPv6, settings.OfEndpoint());
            }
            catch (DockerFailedException failure) when (IsOverlap(failure)) { }
            catch (DockerFailedException failure)
                when (withIPv6
                    && failure.Message.Contains("ipv6", StringComparison.OrdinalIgnoreCase)
                )
            {
                withIPv6 = false;
            }
        }
    }

    /// <summary>Docker's "Pool overlaps" and "networks have overlapping IPv4", Podman's "is already used".</summary>
    private static bool IsOverlap(DockerFailedException failure) =>
        failure.Message.Contains("overlap", StringComparison.OrdinalIgnoreCase)
        || failure.Message.Contains("already used", StringComparison.OrdinalIgnoreCase);

    private NetworksCreateParameters Describe(
        string name,
        string network,
        Subnets subnets,
        bool withIPv6
    ) =>
        new()
        {
            Name = name,
            Driver = "bridge",
            EnableIPv6 = withIPv6,
            IPAM = new()
            {
                Driver = "default",
                Config =
                [
                    Subnet(subnets.IPv4, subnets.Gateway.IPv4),
                    .. withIPv6 ? new[] { Subnet(subnets.IPv6, subnets.Gateway.IPv6) } : [],
                ],
            },
            Options = Options,
            Labels = labels.For("network", network),
        };

    private static IPAMConfig Subnet(Prefix prefix, Address gateway) =>
        new() { Subnet = prefix.ToString(), Gateway = gateway.ToString() };
}
