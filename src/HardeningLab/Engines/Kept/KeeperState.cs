using System.Text.Json;
using Hardening;
using HardeningLab.Engines.Netns;
using HardeningLab.Engines.Remote;
using HardeningLab.Kernel;
using HardeningLab.Topologies;

namespace HardeningLab.Engines.Kept;

/// <summary>What a keeper leaves beside its socket, for other processes to find the lab.</summary>
/// <param name="Card">What is known of the lab.</param>
/// <param name="Keeper">The process that holds it.</param>
/// <param name="Target">The target's first process, which has its namespaces.</param>
/// <param name="Doors">The ways into the hosts.</param>
internal sealed record KeeperState(
    LabCard Card,
    ProcessIdentity Keeper,
    ProcessIdentity Target,
    EquatableArray<HostDoor> Doors
)
{
    /// <summary>Reads a state; null if there is none, or none that this program understands.</summary>
    internal static KeeperState? Read(string file)
    {
        try
        {
            return JsonSerializer.Deserialize(
                File.ReadAllBytes(file),
                KeptJson.Default.KeeperState
            );
        }
        catch (Exception none) when (none is IOException or JsonException)
        {
            return null;
        }
    }

    /// <summary>The state of a lab that this process keeps.</summary>
    internal static KeeperState Of(LabCard card, NetnsDoors doors)
    {
        var own = Environment.ProcessId;
        return new(
            card,
            ProcessIdentity.Read(own)!, // it runs
            ProcessIdentity.Read(doors.FirstProcess)
                ?? throw new LabConnectionException("its target has ended"),
            [
                Door(HostNames.Target, $"/proc/{doors.FirstProcess}/ns/net"),
                .. doors.Clients.Select(client =>
                    Door(client.Network, $"/proc/{own}/fd/{client.Descriptor}")
                ),
            ]
        );
    }

    private static HostDoor Door(string host, string path) =>
        new(
            host,
            path,
            new FileInfo(path).LinkTarget ?? throw new LabConnectionException($"{host} has ended")
        );

    /// <summary>What it is called until it is whole.</summary>
    internal static string Unfinished(string file) => file + ".new";

    /// <summary>Writes it at once: whoever reads sees all of it or nothing.</summary>
    internal void Write(string file)
    {
        var fresh = Unfinished(file);
        File.WriteAllBytes(
            fresh,
            JsonSerializer.SerializeToUtf8Bytes(this, KeptJson.Default.KeeperState)
        );
        File.Move(fresh, file, overwrite: true);
    }
}
