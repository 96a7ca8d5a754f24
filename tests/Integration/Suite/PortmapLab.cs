using System.Security.Cryptography;
using HardeningLab.Engines.Docker;

namespace Integration.Suite;

/// <summary>A target with Debian's rpcbind, a client in the subnet that the policies allow, and one in another.</summary>
internal sealed class PortmapLab : IAsyncDisposable
{
    private readonly DockerConnection engine;
    private readonly LabHost[] clients;

    private PortmapLab(
        string name,
        DockerConnection connection,
        LabTarget target,
        LabHost[] clients
    )
    {
        engine = connection;
        this.clients = clients;
        Name = name;
        Target = target;
    }

    /// <summary>Begins the names of all its parts, and is the label that they are found by.</summary>
    internal string Name { get; }

    internal LabTarget Target { get; }

    /// <summary>A host of the subnet that the policies allow.</summary>
    internal LabHost Insider => clients[0];

    /// <summary>A host of another subnet.</summary>
    internal LabHost Outsider => clients[1];

    /// <summary>A host in both, if the shape has one; it knows the target in the subnet that the policies allow.</summary>
    internal LabHost Roamer => clients[2];

    /// <summary>Makes a lab with a name of its own.</summary>
    internal static Task<PortmapLab> StartAsync(LabShape shape) =>
        StartAsync(shape, $"hlab-{RandomNumberGenerator.GetHexString(6, lowercase: true)}");

    /// <summary>Makes everything. After a failure nothing of it is left.</summary>
    internal static async Task<PortmapLab> StartAsync(LabShape shape, string name)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var connection = await DockerConnection.OpenAsync(cancellation);
        try
        {
            return await BuildAsync(shape, name, connection, cancellation);
        }
        catch
        {
            await RemoveAsync(name, connection);
            throw;
        }
    }

    private static async Task<PortmapLab> BuildAsync(
        LabShape shape,
        string name,
        DockerConnection connection,
        CancellationToken cancellation
    )
    {
        var taken = await NetworkMaker.ReadTakenAsync(connection, cancellation);
        var pool = new SubnetPool(
            taken.Concat(MachineRoutes.Read()),
            name.GetHashCode(StringComparison.Ordinal)
        );
        // A plan would make it a lab that hlab keeps, and that people open.
        var labels = new SiteLabels(
            name,
            Plan: "",
            Environment.ProcessId,
            TimeProvider.System.GetUtcNow()
        );
        var bridges = new BridgeBuilder(labels, pool, cancellation);
        var networks = await Task.WhenAll(
            bridges.CreateAsync(LabSubnet.Lan),
            bridges.CreateAsync(LabSubnet.Wan)
        );
        var builder = new LabBuilder(connection, labels, shape, cancellation);
        var target = builder.StartTargetAsync(HostPlan.Target(shape.TargetImage), networks);
        HostPlan[] plans = shape.HasRoamer
            ? [HostPlan.Insider, HostPlan.Outsider, HostPlan.Roamer]
            : [HostPlan.Insider, HostPlan.Outsider];
        var started = plans.Select(plan => builder.StartClientAsync(plan, networks)).ToArray();
        // All of them, even if one has failed: only then is it certain what there is to remove.
        await Task.WhenAll([target, .. started]);
        return new(name, connection, await target, await Task.WhenAll(started));
    }

    /// <summary>By label, as after a crash: so it makes no difference how far it came, and what a test did to it.</summary>
    private static async Task RemoveAsync(string name, DockerConnection connection)
    {
        await DockerSite.RemoveAllAsync(
            connection,
            labels => labels.Lab == name,
            CancellationToken.None
        );
        connection.Dispose();
    }

    public async ValueTask DisposeAsync() => await RemoveAsync(Name, engine);
}
