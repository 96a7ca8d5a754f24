using Docker.DotNet;
using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;
using DotNet.Testcontainers.Images;
using HardeningLab.Engines.Docker;
using Integration.Launchers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Integration.Suite;

/// <summary>Makes the networks and the containers of a lab.</summary>
internal sealed class LabBuilder(
    DockerConnection connection,
    SiteLabels labels,
    SubnetPool pool,
    LabShape shape,
    CancellationToken cancellation
)
{
    /// <summary>How often a network goes on to the next subnet because another lab was faster.</summary>
    private const int MaxTries = 16;

    private const UnixFileModes Executable = (UnixFileModes)0b111_101_101;

    private static readonly DirectoryInfo Scripts = new(
        Path.Join(Repository.Root, "tests", "Integration", "Suite", "scripts")
    );

    /// <summary>rpcbind asks for the name of every client that the wrappers judge, and would wait for a name server.</summary>
    private static readonly byte[] NamesFromFilesOnly =
        "passwd: files\ngroup: files\nhosts: files\nnetworks: files\nservices: files\n"u8.ToArray();

    private static readonly Dictionary<string, string> Sysctls = new()
    {
        ["net.ipv4.conf.all.rp_filter"] = "0",
        ["net.ipv4.conf.default.rp_filter"] = "0",
        ["net.ipv6.conf.all.disable_ipv6"] = "0",
    };

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

    /// <summary>Starts the target, whose rpcbind answers then.</summary>
    internal async Task<LabTarget> StartTargetAsync(
        HostPlan plan,
        IReadOnlyList<LabNetwork> networks
    )
    {
        var container = Container(plan, networks)
            .WithWaitStrategy(
                Wait.ForUnixContainer()
                    .UntilCommandIsCompleted(
                        LabTarget.HasStarted,
                        wait =>
                            wait.WithInterval(TimeSpan.FromMilliseconds(100))
                                .WithTimeout(TimeSpan.FromSeconds(60))
                    )
            );
        if (shape.Boots)
        {
            container = container
                .WithCreateParameterModifier(parameters => Boot(parameters.HostConfig!))
                .WithTmpfsMount("/run")
                .WithTmpfsMount("/run/lock");
        }
        if (shape.Respawns)
        {
            container = container.WithCommand("sh", "-c", "while :; do rpcbind -f -w; done");
        }
        var target = new LabTarget(await StartAsync(container, plan, networks), plan, networks);
        await target.SettleAsync();
        return target;
    }

    /// <summary>Starts a client; it knows the target by the target's addresses in its own first subnet.</summary>
    internal async Task<LabHost> StartClientAsync(HostPlan plan, IReadOnlyList<LabNetwork> networks)
    {
        var own = networks.Where(network => plan.Subnets.Contains(network.Subnet)).ToList();
        var client = new LabHost(
            await StartAsync(Container(plan, own), plan, own),
            plan,
            own,
            own[0].Subnet.Target
        );
        await client.SettleAsync();
        return client;
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

    private ContainerBuilder Container(HostPlan plan, IReadOnlyList<LabNetwork> networks) =>
        new ContainerBuilder(SuiteImages.Reference(plan.Image))
            .WithImagePullPolicy(PullPolicy.Never)
            .WithName($"{labels.Lab}-{plan.Name}")
            .WithHostname(plan.Name)
            .WithLabel(labels.For(plan.Role, plan.Subnets is [var only] ? only.Name : null))
            .WithNetwork(networks[0].Network)
            .WithResourceMapping(Scripts, LabHost.Scripts, fileMode: Executable)
            .WithResourceMapping(NamesFromFilesOnly, "/etc/nsswitch.conf")
            .WithCreateParameterModifier(parameters =>
            {
                parameters.HostConfig!.CapAdd = ["NET_ADMIN"];
                parameters.HostConfig.Sysctls = Sysctls;
                parameters.NetworkingConfig!.EndpointsConfig![networks[0].Network.Name] = Endpoint(
                    networks[0],
                    plan
                );
            })
            .WithLogger(NullLogger.Instance);

    private async Task<IContainer> StartAsync(
        ContainerBuilder builder,
        HostPlan plan,
        IReadOnlyList<LabNetwork> networks
    )
    {
        var container = builder.Build();
        await container.StartAsync(cancellation);
        // Older engines create a container in one network, no more.
        foreach (var network in networks.Skip(1))
        {
            await connection.Client.Networks.ConnectNetworkAsync(
                network.Network.Name,
                new() { Container = container.Id, EndpointConfig = Endpoint(network, plan) },
                cancellation
            );
        }
        return container;
    }

    private static EndpointSettings Endpoint(LabNetwork network, HostPlan plan)
    {
        var address = network.Engines(plan);
        return new()
        {
            IPAMConfig = new() { IPv4Address = address.IPv4, IPv6Address = address.IPv6 },
        };
    }

    /// <summary>What systemd needs to be the first process of a container.</summary>
    private static void Boot(HostConfig host)
    {
        host.CapAdd = ["ALL"];
        // Where the machine itself lacks this capability, a container with all of them does not start.
        host.CapDrop = ["SYS_RESOURCE"];
        host.SecurityOpt = ["seccomp=unconfined"];
        host.Binds = ["/sys/fs/cgroup:/sys/fs/cgroup:ro"];
    }
}
