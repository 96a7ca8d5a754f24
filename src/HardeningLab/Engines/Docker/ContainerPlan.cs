using Docker.DotNet.Models;
using HardeningLab.Engines.Agents;

namespace HardeningLab.Engines.Docker;

/// <summary>How the containers of a lab are made: with NET_ADMIN and nothing more, and no way to a name server.</summary>
internal sealed class ContainerPlan(
    DockerConnection connection,
    SiteRequest request,
    SiteLabels labels,
    KernelSettings settings,
    bool hasUnifiedGroups
)
{
    private const string NetAdmin = "NET_ADMIN";

    /// <summary>Docker gives it to every container, Podman does not; the agent sends raw packets.</summary>
    private const string NetRaw = "NET_RAW";

    /// <summary>The container under test.</summary>
    /// <param name="first">The network that it is created with; it joins the others before its start.</param>
    internal CreateContainerParameters Target(SiteNetwork first)
    {
        var parameters = Create(
            SiteContainer.Target,
            request.TargetImage,
            first,
            first.EndpointOfTarget,
            request.Networks.Count
        );
        parameters.Name = $"{request.Lab}-{SiteContainer.Target}";
        parameters.Hostname = SiteContainer.Target;
        parameters.Labels = labels.For(SiteContainer.Target);
        if (request.Boots)
        {
            Boot(parameters);
        }
        else
        {
            parameters.Entrypoint = [AgentFiles.Program];
            parameters.Cmd = ["target"];
        }
        return parameters;
    }

    /// <summary>The client on a network.</summary>
    internal CreateContainerParameters Client(SiteNetwork network)
    {
        var parameters = Create(
            SiteContainer.Client,
            request.ClientImage,
            network,
            network.EndpointOfClient,
            interfaces: 1
        );
        parameters.Name = $"{request.Lab}-{network.Plan.Name}";
        parameters.Hostname = network.Plan.Name;
        parameters.Labels = labels.For(SiteContainer.Client, network.Plan.Name);
        parameters.Entrypoint = [AgentFiles.Program];
        parameters.Cmd = ["client", network.Plan.Name];
        return parameters;
    }

    private CreateContainerParameters Create(
        string role,
        string image,
        SiteNetwork network,
        EndpointSettings endpoint,
        int interfaces
    ) =>
        new()
        {
            Image = image,
            HostConfig = new()
            {
                CapAdd = connection.IsPodman ? [NetAdmin, NetRaw] : [NetAdmin],
                NetworkMode = network.Name,
                Sysctls = settings.Of(role, interfaces),
                RestartPolicy = new() { Name = RestartPolicyKind.No },
                // Docker's own resolver stays, but asks nobody: it would do so from the machine's network.
                DNS = ["127.0.0.1"],
                DNSSearch = ["."],
                // The log is read when an agent dies; the engine's default may not be readable.
                LogConfig = new() { Type = "json-file" },
                Mounts =
                [
                    new()
                    {
                        Type = "volume",
                        Source = request.Lab,
                        Target = AgentFiles.Folder,
                        VolumeOptions = new() { NoCopy = true },
                    },
                    // Nobody waits for that resolver either: without a file, names are asked of this host and refused at once.
                    new()
                    {
                        Type = "bind",
                        Source = "/dev/null",
                        Target = "/etc/resolv.conf",
                        ReadOnly = true,
                    },
                ],
            },
            NetworkingConfig = new()
            {
                EndpointsConfig = new Dictionary<string, EndpointSettings>
                {
                    [network.Name] = endpoint,
                },
            },
        };

    /// <summary>What systemd needs to be the first process of a container.</summary>
    private void Boot(CreateContainerParameters parameters)
    {
        var host = parameters.HostConfig!; // Create gave it one
        host.CapAdd = ["ALL"];
        // Where the machine itself lacks this capability, a container with all of them does not start.
        host.CapDrop = ["SYS_RESOURCE"];
        host.SecurityOpt = ["seccomp=unconfined"];
        host.Tmpfs = new Dictionary<string, string> { ["/run"] = "", ["/run/lock"] = "" };
        host.Binds = ["/sys/fs/cgroup:/sys/fs/cgroup:ro"];
        if (hasUnifiedGroups)
        {
            host.Binds = ["/sys/fs/cgroup:/sys/fs/cgroup:rw"];
            host.CgroupnsMode = "host";
        }
        parameters.Env = ["container=docker"];
        parameters.StopSignal = "SIGRTMIN+3";
    }
}
