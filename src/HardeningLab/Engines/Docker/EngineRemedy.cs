namespace HardeningLab.Engines.Docker;

/// <summary>What starts a container engine on this machine.</summary>
internal static class EngineRemedy
{
    private static readonly string[] Daemons = ["/usr/bin/dockerd", "/usr/sbin/dockerd"];

    internal static string Find() =>
        Choose(
            isRoot: Environment.IsPrivilegedProcess,
            isDebian: File.Exists("/etc/debian_version"),
            hasSystemd: Directory.Exists("/run/systemd/system"),
            isInstalled: Daemons.Any(File.Exists)
        );

    /// <param name="isRoot">Whether this process is root.</param>
    /// <param name="isDebian">Whether packages come from apt.</param>
    /// <param name="hasSystemd">Whether services can be started at all.</param>
    /// <param name="isInstalled">Whether Docker is there and only does not run.</param>
    internal static string Choose(bool isRoot, bool isDebian, bool hasSystemd, bool isInstalled) =>
        (isRoot, isDebian, hasSystemd, isInstalled) switch
        {
            (_, _, true, true) => "sudo systemctl start docker",
            (true, true, false, _) => "eval \"$(lab/engine start)\"",
            (false, true, false, _) => "eval \"$(sudo lab/engine start)\"",
            (_, true, true, false) => "sudo apt-get install docker.io",
            _ => "install Docker: https://docs.docker.com/engine/install/",
        };
}
