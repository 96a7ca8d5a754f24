using System.Text.Json;
using HardeningLab.Engines;
using Integration.Launchers;

namespace Integration.LabCommand;

/// <summary>The labs of a user who has no others: their files lie in a folder of their own. All are taken down at the end.</summary>
internal sealed class KeptLabs : IAsyncDisposable
{
    private KeptLabs(string folder)
    {
        Runtime = folder;
        Environment = new Dictionary<string, string?> { ["XDG_RUNTIME_DIR"] = folder };
    }

    /// <summary>What XDG_RUNTIME_DIR names.</summary>
    internal string Runtime { get; }

    /// <summary>Skips the test where the lab can't run.</summary>
    internal static async Task<KeptLabs> StartAsync()
    {
        var missing = await HlabProcess.MissingAsync();
        Assert.SkipWhen(missing is not null, missing ?? string.Empty);
        return new KeptLabs(Directory.CreateTempSubdirectory("hlab-kept-").FullName);
    }

    /// <summary>The same, with a lab that is up.</summary>
    internal static async Task<KeptLabs> UpAsync(params IEnumerable<string> arguments)
    {
        var labs = await StartAsync();
        (await labs.LabAsync(["up", .. arguments])).ShouldEndWith(0);
        return labs;
    }

    /// <summary>In which these labs are found.</summary>
    internal IReadOnlyDictionary<string, string?> Environment { get; }

    /// <summary>Where the files of a lab lie.</summary>
    internal string FolderOf(string name = "default") => Path.Join(Runtime, "hardeninglab", name);

    /// <summary>The number of the process that holds a lab.</summary>
    internal int KeeperOf(string name = "default") =>
        JsonDocument
            .Parse(File.ReadAllText(Path.Join(FolderOf(name), "state.json")))
            .RootElement.GetProperty("Keeper")
            .GetProperty("Id")
            .GetInt32();

    /// <summary>Runs <c>./hlab lab …</c>.</summary>
    internal Task<ExecResult> LabAsync(params IEnumerable<string> arguments) =>
        HlabProcess.RunAsync(arguments.Prepend("lab"), Environment);

    /// <summary>Starts <c>./hlab lab …</c>; the caller owns the process.</summary>
    internal System.Diagnostics.Process Start(params IEnumerable<string> arguments) =>
        HlabProcess.Start(arguments.Prepend("lab"), Environment);

    /// <summary>Runs a line of shell in the repository, where <c>hlab</c> is the program.</summary>
    internal async Task<ExecResult> ShellAsync(string line)
    {
        var ended = await Launched.RunAsync(
            Repository.Root,
            Environment,
            "bash",
            "-c",
            $"hlab() {{ ./hlab \"$@\"; }}; set -o pipefail; {line}"
        );
        return new ExecResult(ended.ExitCode, ended.Output, ended.Error);
    }

    public async ValueTask DisposeAsync()
    {
        (await LabAsync("down", "--all", "--engine", "netns")).ShouldEndWith(0);
        Directory.Delete(Runtime, recursive: true);
    }
}
