using Docker.DotNet.Models;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Containers;
using DotNet.Testcontainers.Images;
using HardeningLab.Engines.Docker;
using Integration.Launchers;
using Microsoft.Extensions.Logging.Abstractions;

namespace Integration.Suite;

/// <summary>Makes the containers of a lab.</summary>
internal sealed class LabBuilder(
    DockerConnection connection,
    SiteLabels labels,
    LabShape shape,
    CancellationToken cancellation
)
{
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
            var machine = await connection.Client.System.GetSystemInfoAsync(cancellation);
            var hasUnifiedGroups = machine.CgroupVersion == "2";
            container = container
                .WithCreateParameterModifier(parameters =>
                    Boot(parameters.HostConfig!, hasUnifiedGroups)
                )
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
    private static void Boot(HostConfig host, bool hasUnifiedGroups)
    {
        host.CapAdd = ["ALL"];
        // Where the machine itself lacks this capability, a container with all of them does not start.
        host.CapDrop = ["SYS_RESOURCE"];
        host.SecurityOpt = ["seccomp=unconfined"];
        host.Binds = [$"/sys/fs/cgroup:/sys/fs/cgroup:{(hasUnifiedGroups ? "rw" : "ro")}"];
        if (hasUnifiedGroups)
        {
            host.CgroupnsMode = "host";
        }
    }
}
