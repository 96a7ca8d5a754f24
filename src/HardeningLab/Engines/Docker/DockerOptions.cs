namespace HardeningLab.Engines.Docker;

/// <summary>What kind of machine the target is.</summary>
/// <param name="Release">Debian's release: 11, 12 or 13; 12 by default.</param>
/// <param name="BootsSystemd">Whether it boots as a machine does, with systemd and its socket for rpcbind.</param>
public sealed record DockerOptions(
    int Release = DockerOptions.DefaultRelease,
    bool BootsSystemd = false
)
{
    /// <summary>Debian 12.</summary>
    public const int DefaultRelease = 12;
}
