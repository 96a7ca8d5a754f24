using Hardening;
using HardeningLab.Engines.Netns;
using HardeningLab.Engines.Remote;
using HardeningLab.Kernel;

namespace HardeningLab.Engines.Kept;

/// <summary>
/// Takes this process into a host of a kept lab of namespaces, by nsenter(1): the target's mounts and processes, and the
/// network of the host. A client has the target's files too, as it has none of its own, but can't change them.
/// </summary>
internal static class HostEntry
{
    /// <summary>
    /// Refuses the network that the caller came from or any other than the host's; then gives the command mounts of its own,
    /// with a /proc that shows the lab's processes where the kernel allows it, and the caller's folder.
    /// </summary>
    private const string Script = """
        if [ "$(readlink /proc/self/ns/net)" != "$1" ]; then
            echo "hlab: this is not the network of the host ($(readlink /proc/self/ns/net), expected $1), so nothing is run" >&2
            exit 3
        fi
        if mount -t proc proc /proc 2>/dev/null; then
            mount --bind /proc/sys/net /proc/sys/net
            mount -o remount,bind,ro /proc
        fi
        [ "$2" = target ] || mount -o remount,bind,ro /etc
        cd "$3" 2>/dev/null || cd /
        shift 3
        exec "$@"
        """;

    private static readonly string[] PassedOn = ["TERM", "COLORTERM", "LANG", "NO_COLOR"];

    /// <summary>Becomes the command; never returns.</summary>
    /// <param name="state">The lab.</param>
    /// <param name="host">The host's name.</param>
    /// <param name="command">The command; none is an interactive shell.</param>
    /// <exception cref="NotIsolatedException">The host's network is this process's own.</exception>
    internal static void Become(KeeperState state, string host, EquatableArray<string> command)
    {
        var door = state.Doors.First(door => door.Host == host);
        var own = NamespaceOf("/proc/self/ns/net");
        if (NamespaceOf(door.Path) != door.Namespace || own is null || own == door.Namespace)
        {
            throw new NotIsolatedException(door.Namespace, own);
        }
        if (!state.Target.IsAlive)
        {
            throw new LabConnectionException("its target has ended");
        }
        var target = $"/proc/{state.Target.Id}/ns";
        List<string> arguments =
        [
            "nsenter",
            .. NamespaceOf($"{target}/user") == NamespaceOf("/proc/self/ns/user")
                ? Array.Empty<string>()
                : [$"--user={target}/user", "--preserve-credentials"],
            $"--mount={target}/mnt",
            $"--pid={target}/pid",
            $"--net={door.Path}",
            "--",
            Tool.Find("unshare"),
            "--mount",
            "--",
            "/bin/sh",
            "-c",
            Script,
            "hlab",
            door.Namespace,
            host,
            Environment.CurrentDirectory,
            .. command.Count > 0 ? command : Shell(),
        ];
        ProcessImage.Replace(Tool.Find("nsenter"), arguments, EnvironmentOf(state.Card.Name, host));
    }

    private static string? NamespaceOf(string path) => new FileInfo(path).LinkTarget;

    private static IEnumerable<string> Shell() =>
        File.Exists("/bin/bash") ? ["/bin/bash", "--norc", "--noprofile"] : ["/bin/sh"];

    private static IEnumerable<string> EnvironmentOf(string lab, string host) =>
        PassedOn
            .Select(name => (Name: name, Value: Environment.GetEnvironmentVariable(name)))
            .Where(variable => variable.Value is not null)
            .Select(variable => $"{variable.Name}={variable.Value}")
            .Append($"PATH={HostTools.Folder}:/usr/sbin:/usr/bin:/sbin:/bin")
            .Append("HOME=/run")
            // The only folders that can be written to are the host's own.
            .Append("TMPDIR=/run")
            .Append($"PS1={lab}:{host}:$PWD# ");
}
