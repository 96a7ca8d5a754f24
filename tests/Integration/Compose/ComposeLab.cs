using System.Security.Cryptography;
using Integration.Launchers;

namespace Integration.Compose;

/// <summary>A lab of <c>lab/compose.yml</c> under a name of its own; the only one as long as it stands.</summary>
internal sealed class ComposeLab : IAsyncDisposable
{
    /// <summary>The services of the file; the first is under test.</summary>
    internal static readonly string[] Hosts = ["target", "inside", "outside", "ipv6"];

    /// <summary>One command may take so long; a slow machine starts four containers in half of it.</summary>
    private const string Deadline = "120";

    private const string Prefix = "hlabtest";
    private const int MaxTries = 40;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    private readonly ComposeProgram program;
    private readonly Dictionary<string, string?> environment;
    private readonly IDisposable taken;
    private readonly Dictionary<string, string> containers = [];

    private ComposeLab(ComposeProgram program, string images, IDisposable taken)
    {
        this.program = program;
        this.taken = taken;
        environment = new() { ["HLAB_IMAGE"] = images };
        Project = $"{Prefix}{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
    }

    internal string Project { get; }

    /// <summary>The containers, each by the name of its service.</summary>
    internal IReadOnlyDictionary<string, string> Containers => containers;

    /// <summary>Makes it and waits until every host has its addresses.</summary>
    internal static async Task<ComposeLab> StartAsync(ComposeProgram program)
    {
        var images = await ImagesAsync();
        var lab = new ComposeLab(
            program,
            images,
            await ComposeLock.TakeAsync(TestContext.Current.CancellationToken)
        );
        try
        {
            await lab.RemoveLeftoversAsync();
            Check(await lab.ComposeAsync("up", "-d", "--no-build"));
            foreach (var host in Hosts)
            {
                var found = Check(await lab.ComposeAsync("ps", "-q", host));
                lab.containers[host] = found.Output.Trim();
            }
            await lab.WaitAsync();
            return lab;
        }
        catch
        {
            await lab.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a shell's commands in a host.</summary>
    /// <param name="host">One of <see cref="Hosts"/>.</param>
    /// <param name="commands">What the shell is told.</param>
    /// <param name="input">What the commands read.</param>
    internal async Task<string> RunAsync(string host, string commands, string input = "") =>
        Check(
            await StartedAsync(
                ["docker", "exec", "-i", containers[host], "bash", "-c", commands],
                input
            )
        ).Output;

    /// <summary>What the engine still has of it: containers, networks and volumes.</summary>
    internal async Task<string[]> PartsAsync()
    {
        var label = $"label=com.docker.compose.project={Project}";
        string[][] listings =
        [
            ["docker", "ps", "--all", "--quiet", "--filter", label],
            ["docker", "network", "ls", "--quiet", "--filter", label],
            ["docker", "volume", "ls", "--quiet", "--filter", label],
        ];
        var found = await Task.WhenAll(listings.Select(listing => StartedAsync(listing)));
        return
        [
            .. found.SelectMany(listing =>
                Check(listing).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            ),
        ];
    }

    /// <summary>Runs a command with the engine's client.</summary>
    internal async Task<string> DockerAsync(params string[] arguments) =>
        Check(await StartedAsync(["docker", .. arguments])).Output;

    internal async Task RemoveAsync() => Check(await ComposeAsync("down", "-v", "-t", "1"));

    public async ValueTask DisposeAsync()
    {
        try
        {
            await RemoveAsync();
        }
        finally
        {
            taken.Dispose();
        }
    }

    /// <summary>The tag of today's images, which this has made where they are missing.</summary>
    private static async Task<string> ImagesAsync()
    {
        var images = await Launched.RunAsync(
            Repository.Root,
            new Dictionary<string, string?>(),
            [Path.Join(Repository.Root, "lab/images"), "--quiet", "--print"]
        );
        return Check(images).Output.Split('\n')[0].Split(':')[^1];
    }

    /// <summary>A run that was killed could not remove its lab, which has the subnets; none but that can be there now.</summary>
    private async Task RemoveLeftoversAsync()
    {
        (string[] Listing, string[] Removal)[] parts =
        [
            (["ps", "--all", "--quiet"], ["rm", "--force"]),
            (["network", "ls", "--quiet"], ["network", "rm"]),
        ];
        foreach (var (listing, removal) in parts)
        {
            var found = await DockerAsync([.. listing, "--filter", $"name=^{Prefix}"]);
            if (found.Split('\n', StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } left)
            {
                await DockerAsync([.. removal, .. left]);
            }
        }
    }

    /// <summary>A client that is answered has its addresses, and so has the target.</summary>
    private async Task WaitAsync()
    {
        foreach (var host in Hosts)
        {
            var answered = "";
            for (var tries = 1; answered != "tcp allowed\nudp allowed\n"; tries++)
            {
                if (tries > MaxTries)
                {
                    var log = await ComposeAsync("logs", "--no-color");
                    throw new TimeoutException($"{host} asks in vain: {answered}\n{log.Output}");
                }
                await Task.Delay(tries == 1 ? TimeSpan.Zero : Pause);
                answered = (await StartedAsync(["docker", "exec", containers[host], "ask"])).Output;
            }
        }
    }

    private Task<Launched> ComposeAsync(params string[] arguments) =>
        StartedAsync([.. program.Command, "-f", "lab/compose.yml", "-p", Project, .. arguments]);

    private async Task<Launched> StartedAsync(string[] command, string input = "")
    {
        using var process = Launched.Start(
            Repository.Root,
            environment,
            keepsInput: true,
            ["timeout", "-s", "KILL", Deadline, .. command]
        );
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return new(process.ExitCode, await output, await error);
    }

    private static Launched Check(Launched ended) =>
        ended.ExitCode == 0
            ? ended
            : throw new InvalidOperationException(
                $"exit code {ended.ExitCode}: {ended.Error}{ended.Output}"
            );
}
