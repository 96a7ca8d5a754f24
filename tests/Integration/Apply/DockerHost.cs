using Hardening.Hosts;
using Integration.Launchers;

namespace Integration.Apply;

/// <summary>A host with a Docker daemon: the namespaces that a daemon of a test's own stands in.</summary>
internal sealed class DockerHost : IAsyncDisposable
{
    internal const string Image = "tiny:1";

    // What is known of a host, and whether systemd runs it, is the machine's own matter: here there is none of either.
    private const string Hide =
        "mount -t tmpfs tmpfs /var/lib && if [ -d /run/systemd ]; then mount -t tmpfs tmpfs /run/systemd; fi";

    // All that a container of it does is to sleep.
    private const string Import =
        "tar -ch -C / bin/sleep $(ldd /bin/sleep | grep -o '/[^ ]*' | sed 's,^/,,') | docker import - \"$0\"";

    private readonly EngineFolder engine;
    private readonly string[] enter;

    private DockerHost(EngineFolder engine)
    {
        this.engine = engine;
        enter =
        [
            "nsenter",
            "--target",
            $"{engine.Recorded("init")}",
            "--net",
            "--mount",
            "--pid",
            "--",
        ];
    }

    /// <summary>It, as the library speaks to it.</summary>
    internal CommandHost AsHost() => new("docker-host", [.. enter]);

    /// <summary>Starts it. Skips the test where no daemon can be had.</summary>
    internal static async Task<DockerHost> StartAsync()
    {
        var folder = EngineFolder.Create();
        try
        {
            await folder.EngineAsync("start");
            var host = new DockerHost(folder);
            await host.ShellAsync(Hide);
            await RunAsync(host.WithDocker(["sh", "-c", Import, Image]));
            return host;
        }
        catch
        {
            await folder.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a line of shell on it, which must succeed, and gives what it printed.</summary>
    internal Task<string> ShellAsync(string line) =>
        RunAsync(WithDocker([.. enter, "sh", "-c", line]));

    public ValueTask DisposeAsync() => engine.DisposeAsync();

    private string[] WithDocker(string[] command) =>
        ["env", $"DOCKER_HOST={engine.Socket}", .. command];

    private static async Task<string> RunAsync(string[] command)
    {
        var ended = await Launched.RunAsync("/", FreshClone.NoEnvironment, command);
        ended.ExitCode.Should().Be(0, $"{ended}");
        return ended.Output;
    }
}
