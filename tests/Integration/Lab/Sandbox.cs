using System.Diagnostics;
using System.Globalization;
using Integration.Launchers;

namespace Integration.Lab;

/// <summary>
/// A machine for hlab alone: processes, mounts, network and writable folders of its own, the repository and every other
/// file read-only. What a run leaves behind shows here whatever else this machine is doing, and what a run breaks goes
/// with the sandbox.
/// </summary>
internal sealed class Sandbox : IAsyncDisposable
{
    internal const uint OrdinaryUser = 65534;

    // Its own network is a LAN of the very prefix that the default policy allows: what left the lab would go out there.
    private const string Setup = """
        mount -t tmpfs -o mode=0755 tmpfs /mnt
        mkdir /mnt/repository /mnt/packages /mnt/home
        mount --bind "$1" /mnt/repository
        mount -o remount,bind,ro /mnt/repository
        mount --bind "$2" /mnt/packages
        chmod 1777 /mnt/home
        for folder in /tmp /run /dev/shm; do mount -t tmpfs -o mode=1777 tmpfs $folder; done
        mkdir /run/netns
        mount -o remount,bind,ro /
        echo 1 > /proc/sys/net/ipv6/conf/default/disable_ipv6
        ip link set lo up
        ip link add eth0 type veth peer name cable
        ip address add 192.168.1.50/24 dev eth0
        ip link set eth0 up
        ip link set cable up
        ip route add default via 192.168.1.1
        echo ready
        read -r
        """;

    private readonly Process keeper;

    private Sandbox(Process keeper, int first)
    {
        this.keeper = keeper;
        First = first;
    }

    /// <summary>This machine's number of the sandbox's first process.</summary>
    internal int First { get; }

    /// <summary>Builds hlab if need be, skips the test where the lab can't run, and starts a sandbox.</summary>
    internal static async Task<Sandbox> StartAsync()
    {
        var missing = await HlabProcess.MissingAsync();
        Assert.SkipWhen(missing is not null, missing ?? "");
        Assert.SkipUnless(Environment.UserName == "root", "a machine of its own takes root");
        var started = Launched.Start(
            "/",
            FreshClone.NoEnvironment,
            keepsInput: true,
            [
                "unshare",
                "-mnp",
                "--fork",
                "--kill-child",
                "--mount-proc",
                "bash",
                "-ec",
                Setup,
                "sandbox",
                Repository.Root,
                Packages(),
            ]
        );
        if (await started.StandardOutput.ReadLineAsync() != "ready")
        {
            throw new InvalidOperationException(
                "no sandbox: " + await started.StandardError.ReadToEndAsync()
            );
        }
        return new Sandbox(started, OnlyChildOf(started.Id) ?? throw new UnreachableException());
    }

    /// <summary>Starts a command there, as the first of a process group and session of its own.</summary>
    /// <param name="user">Who; zero is root.</param>
    /// <param name="environment">Variables, <c>NAME=value</c>.</param>
    /// <param name="command">The program and its arguments.</param>
    internal async Task<SandboxProcess> StartAsync(
        uint user,
        IEnumerable<string> environment,
        IEnumerable<string> command
    )
    {
        var id = user.ToString(CultureInfo.InvariantCulture);
        string[] become =
            user == 0 ? [] : ["setpriv", $"--reuid={id}", $"--regid={id}", "--clear-groups"];
        var entered = Launched.Start(
            "/",
            FreshClone.NoEnvironment,
            [
                // Whoever started the tests may ignore Ctrl-C, and that would be inherited.
                "env",
                "--default-signal",
                "nsenter",
                $"--target={First}",
                "--mount",
                "--net",
                "--pid",
                "setsid",
                .. become,
                "env",
                "--ignore-environment",
                "PATH=/usr/bin:/bin",
                "HOME=/mnt/home",
                "HLAB_PACKAGES=/mnt/packages",
                .. environment,
                .. command,
            ]
        );
        int? child;
        while ((child = OnlyChildOf(entered.Id)) is null && !entered.HasExited)
        {
            await Task.Yield();
        }
        return new SandboxProcess(entered, child ?? 0);
    }

    /// <summary>Starts <c>./hlab</c> there.</summary>
    internal Task<SandboxProcess> StartHlabAsync(uint user, params IEnumerable<string> arguments) =>
        StartAsync(user, [], ["/mnt/repository/hlab", .. arguments]);

    /// <summary>Where a file can be put for the sandbox's processes to read, and the path that they know it by.</summary>
    internal async Task<string> WriteAsync(string name, string text)
    {
        await File.WriteAllTextAsync($"/proc/{First}/root/mnt/{name}", text);
        return $"/mnt/{name}";
    }

    /// <summary>Puts a program below /mnt, where every user may start it.</summary>
    internal async Task WriteProgramAsync(string path, string script)
    {
        var file = $"/proc/{First}/root/mnt/{path}";
        Directory.CreateDirectory(Path.GetDirectoryName(file)!); // it lies below /mnt
        await File.WriteAllTextAsync(file, script);
        File.SetUnixFileMode(file, (UnixFileMode)0b111_101_101);
    }

    private static string Packages() =>
        Environment.GetEnvironmentVariable("HLAB_PACKAGES") is { Length: > 0 } named
            ? named
            : Directory
                .EnumerateDirectories(
                    Path.Join(
                        Environment.GetEnvironmentVariable("XDG_CACHE_HOME")
                            ?? Path.Join(Environment.GetEnvironmentVariable("HOME"), ".cache"),
                        "hardeninglab"
                    )
                )
                .Select(entry => Path.Join(entry, "root"))
                .First(root => File.Exists(Path.Join(root, "usr/sbin/rpcbind")));

    private static int? OnlyChildOf(int parent)
    {
        try
        {
            var children = File.ReadAllText($"/proc/{parent}/task/{parent}/children");
            return int.TryParse(children.Trim(), CultureInfo.InvariantCulture, out var child)
                ? child
                : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        keeper.Kill();
        await keeper.WaitForExitAsync();
        keeper.Dispose();
    }
}
