using Docker.DotNet;
using DotNet.Testcontainers.Builders;
using HardeningLab.Engines.Docker;
using Microsoft.Extensions.Logging.Abstractions;

namespace Integration.Suite;

/// <summary>Makes the networks of a lab.</summary>
internal sealed class BridgeBuilder(
    SiteLabels labels,
    SubnetPool pool,
    CancellationToken cancellation
)
{
    /// <summary>How often a network goes on to the next subnet because another lab was faster.</summary>
    private const int MaxTries = 16;

    /// <summary>Makes a bridge in a subnet that nobody has.</summary>
    internal async Task<LabNetwork> CreateAsync(LabSubnet subnet)
    {
        for (var tries = 1; ; tries++)
        {
            var given = pool.Take() ?? throw new InvalidOperationException("no subnet is free");
            var network = Bridge(subnet, given).Build();
            try
            {
                await network.CreateAsync(cancellation);
                return new(subnet, network, given);
            }
            catch (DockerApiException failure)
                when (tries < MaxTries
                    && failure.Message.Contains("overlap", StringComparison.OrdinalIgnoreCase)
                ) { }
        }
    }

    /// <summary>Not internal: the policy's addresses would be dropped there. Nobody has a way out of it all the same.</summary>
    private NetworkBuilder Bridge(LabSubnet subnet, Subnets given) =>
        new NetworkBuilder()
            .WithName($"{labels.Lab}-{subnet.Name}")
            .WithLabel(labels.For("network", subnet.Name))
            .WithOption("com.docker.network.bridge.enable_ip_masquerade", "false")
            .WithOption("com.docker.network.bridge.inhibit_ipv4", "true")
            .WithCreateParameterModifier(parameters =>
            {
                parameters.EnableIPv6 = true;
                parameters.IPAM = new()
                {
                    Config =
                    [
                        new() { Subnet = $"{given.IPv4}", Gateway = $"{given.Gateway.IPv4}" },
                        new() { Subnet = $"{given.IPv6}", Gateway = $"{given.Gateway.IPv6}" },
                    ],
                };
            })
            .WithLogger(NullLogger.Instance);
}
