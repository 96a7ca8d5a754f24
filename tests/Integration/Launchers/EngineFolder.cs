using System.Diagnostics;
using System.Globalization;

namespace Integration.Launchers;

/// <summary>A Docker daemon of a test's own, in a folder of its own: others on this machine are never touched.</summary>
public sealed class EngineFolder : IAsyncDisposable
{
    private EngineFolder(string path) => Path = path;

    internal string Path { get; }

    internal string Socket => $"unix://{Path}/docker.sock";

    /// <summary>A folder where nothing runs. Skips the test where no daemon can be had.</summary>
    internal static EngineFolder Create()
    {
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("HLAB_DOCKER") == "1"
                && Environment.UserName == "root"
                && File.Exists("/usr/sbin/dockerd")
                && File.Exists("/usr/bin/slirp4netns"),
            "a Docker daemon of a test's own takes root, dockerd and slirp4netns; ./test sets HLAB_DOCKER=1 where Docker is to be had"
        );
        return new(Directory.CreateTempSubdirectory("hlab-engine-").FullName);
    }

    /// <summary>Runs <c>lab/engine</c> on this folder.</summary>
    internal Task<Launched> EngineAsync(params string[] arguments) =>
        RunAsync([System.IO.Path.Join(Repository.Root, "lab/engine"), .. arguments]);

    internal Task<Launched> DockerAsync(params string[] arguments) =>
        RunAsync(["docker", .. arguments]);

    /// <summary>The number that a file of the folder gives for the process that it records.</summary>
    internal int Recorded(string file) =>
        int.Parse(
            File.ReadLines(System.IO.Path.Join(Path, file)).First().Split(' ')[1],
            CultureInfo.InvariantCulture
        );

    /// <summary>Every process whose command line names the folder.</summary>
    internal IReadOnlyList<string> Processes() =>
        [.. CommandLines().Where(line => line.Contains(Path, StringComparison.Ordinal))];

    /// <summary>The command lines of all that runs on this machine.</summary>
    internal static IEnumerable<string> CommandLines() =>
        Directory
            .EnumerateDirectories("/proc")
            .Where(folder => int.TryParse(System.IO.Path.GetFileName(folder), out _))
            .Select(CommandLine);

    internal int Daemons() =>
        Processes().Count(line => line.StartsWith("dockerd ", StringComparison.Ordinal));

    /// <summary>Takes the daemon's way out, as a machine without a network has none.</summary>
    internal void CutOff()
    {
        using var way = Process.GetProcessById(Recorded("slirp"));
        way.Kill();
    }

    /// <summary>Waits until no process is left, at most for five seconds.</summary>
    internal async Task<IReadOnlyList<string>> LeftProcessesAsync()
    {
        var waited = Stopwatch.StartNew();
        while (Processes().Count > 0 && waited.Elapsed < TimeSpan.FromSeconds(5))
        {
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        return Processes();
    }

    public async ValueTask DisposeAsync()
    {
        await EngineAsync("stop");
        Directory.Delete(Path, recursive: true);
    }

    private Task<Launched> RunAsync(string[] command) =>
        Launched.RunAsync(
            "/",
            new Dictionary<string, string?> { ["HLAB_ENGINE"] = Path, ["DOCKER_HOST"] = Socket },
            command
        );

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(System.IO.Path.Join(process, "cmdline")).Replace('\0', ' ');
        }
        catch (IOException)
        {
            return "";
        }
    }
}
