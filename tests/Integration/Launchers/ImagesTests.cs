namespace Integration.Launchers;

/// <summary><c>lab/images</c> on an engine of its own, with a base of nothing: what is built does not matter here.</summary>
public sealed class ImagesTests : IAsyncLifetime, IDisposable
{
    private readonly ScriptsCopy scripts = new();
    private EngineFolder? engine;

    public async ValueTask InitializeAsync()
    {
        engine = EngineFolder.Create();
        await engine.EngineAsync("start");
        var archive = Path.Join(engine.Path, "empty.tar");
        await File.WriteAllBytesAsync(archive, new byte[10240], Cancellation);
        await engine.DockerAsync("import", archive, "debian:bookworm-slim");
        foreach (var image in (string[])["target", "server", "managers", "client"])
        {
            Write(image, "ENV made=1");
        }
    }

    [Fact]
    public async Task A_tag_ends_in_the_digest_of_every_file_below_Dockerfiles()
    {
        var made = await ImagesAsync("--print");

        var digest = DockerfilesDigest.Of(scripts.Script("Dockerfiles"));
        made.Output.Should()
            .Be(
                $"target:12 hardeninglab/target:12-{digest}\nclient:12 hardeninglab/client:12-{digest}\n",
                made.Error
            );
        (await TagsAsync("target")).Should().Equal($"12-{digest}");
    }

    [Fact]
    public async Task Each_step_is_said_in_a_line_and_a_second_run_has_none()
    {
        var first = await ImagesAsync("target:12");
        var second = await ImagesAsync("target:12");

        first
            .Error.Should()
            .MatchRegex(
                "^hlab: making hardeninglab/target:12-[0-9a-f]{12}…\nhlab: made target:12 in [0-9]+ s\n$"
            );
        second.Should().Be(new Launched(0, "", ""));
    }

    [Fact]
    public async Task Quiet_says_nothing() =>
        (await ImagesAsync("--quiet", "client:12")).Should().Be(new Launched(0, "", ""));

    [Fact]
    public async Task A_server_builds_on_the_target_of_its_release()
    {
        Write("server", "ENV served=1");

        await ImagesAsync("server:12");

        (await EnvironmentAsync("server")).Should().Contain("made=1").And.Contain("served=1");
    }

    [Fact]
    public async Task The_managers_build_on_the_server_of_their_release()
    {
        Write("server", "ENV served=1");

        await ImagesAsync("managers:12");

        (await EnvironmentAsync("managers")).Should().Contain("made=1").And.Contain("served=1");
    }

    [Fact]
    public async Task Images_are_labelled_as_ours()
    {
        await ImagesAsync();

        (await Engine.DockerAsync("images", "--quiet", "--filter", "label=hardeninglab=1"))
            .Output.Should()
            .Contain("\n");
    }

    [Fact]
    public async Task A_changed_file_makes_new_images_and_of_the_older_ones_only_the_last_stays()
    {
        foreach (var number in (int[])[1, 2, 3])
        {
            Write("client", $"ENV made={number}");
            (await ImagesAsync("client:12")).ExitCode.Should().Be(0);
        }

        (await TagsAsync("client")).Should().HaveCount(2);
        (await EnvironmentAsync("client")).Should().Contain("made=3");
    }

    [Fact]
    public async Task Two_runs_at_once_make_an_image_once()
    {
        var runs = await Task.WhenAll(ImagesAsync("client:12"), ImagesAsync("client:12"));

        runs.Should().AllSatisfy(run => run.ExitCode.Should().Be(0, run.Error));
        runs.Count(run => run.Error.Contains("making")).Should().Be(1);
    }

    [Fact]
    public async Task A_build_that_fails_shows_the_end_of_its_log_and_leaves_no_image()
    {
        Write("client", "COPY nothing-of-this-name /");

        var failed = await ImagesAsync("client:12");

        failed.ExitCode.Should().Be(3);
        failed
            .Error.Should()
            .Contain("nothing-of-this-name")
            .And.MatchRegex("hlab: hardeninglab/client:12-[0-9a-f]{12} could not be built: ");
        (await TagsAsync("client")).Should().BeEmpty();
        Directory.EnumerateDirectories(Path.Join(scripts.Cache, "hardeninglab")).Should().BeEmpty();
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task An_interrupted_run_leaves_no_process_no_folder_and_no_image(string signal)
    {
        Engine.CutOff();
        var slow = Directory.CreateDirectory(Path.Join(scripts.Cache, "bin")).FullName;
        var tool = Path.Join(slow, "mmdebstrap");
        await File.WriteAllTextAsync(tool, "#!/bin/sh\nexec sleep 61.5\n", Cancellation);
        File.SetUnixFileMode(tool, (UnixFileMode)0b111_101_101);

        using var run = Launched.Start(
            "/",
            Variables,
            "setsid",
            "env",
            "--default-signal=INT,TERM",
            $"PATH={slow}:/usr/local/bin:/usr/bin:/bin",
            scripts.Script("images"),
            "target:11",
            "target:13"
        );
        var said = string.Empty;
        while (!said.Contains("making hardeninglab/base:11") || !said.Contains("base:13-"))
        {
            var line = await run
                .StandardError.ReadLineAsync(Cancellation)
                .AsTask()
                .WaitAsync(Soon, Cancellation);
            line.Should().NotBeNull($"it had said no more than {said}");
            said += $"{line}\n";
        }
        // As a cancelled job is ended, and as Ctrl-C does.
        await Launched.RunAsync(
            "/",
            FreshClone.NoEnvironment,
            "kill",
            "-s",
            signal,
            "--",
            $"-{run.Id}"
        );
        await run.WaitForExitAsync(Cancellation).WaitAsync(Soon, Cancellation);

        run.ExitCode.Should().Be(signal == "INT" ? 130 : 143, said);
        // A killed process of a busy machine may take a moment to go.
        for (var look = 0; look < 100 && IsAsleep(); look++)
        {
            await Task.Delay(50, Cancellation);
        }
        IsAsleep().Should().BeFalse();
        Directory.EnumerateDirectories(Path.Join(scripts.Cache, "hardeninglab")).Should().BeEmpty();
        (await TagsAsync("base")).Should().BeEmpty();
    }

    private static TimeSpan Soon { get; } = TimeSpan.FromSeconds(60);

    private static bool IsAsleep() =>
        EngineFolder
            .CommandLines()
            .Any(line => line.StartsWith("sleep 61.5", StringComparison.Ordinal));

    [Fact]
    public async Task Without_a_network_the_missing_base_is_said_with_its_reason()
    {
        Engine.CutOff();

        // A network namespace without a link to anything stands for a machine without network.
        var failed = await RunAsync("unshare", "-n", scripts.Script("images"), "target:13");

        failed.ExitCode.Should().Be(3);
        failed
            .Error.Should()
            .Contain("hlab: debian:trixie-slim can't be pulled (")
            .And.Contain("the base of Debian 13 could not be made");
    }

    public void Dispose() => scripts.Dispose();

    public async ValueTask DisposeAsync()
    {
        Dispose();
        if (engine is not null)
        {
            await engine.DisposeAsync();
        }
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private EngineFolder Engine => engine!; // every test is initialized

    private void Write(string image, string line) =>
        File.WriteAllText(
            scripts.Dockerfile(image),
            $"ARG BASE\nFROM ${{BASE}}\nLABEL hardeninglab=1\n{line}\n"
        );

    private Task<Launched> ImagesAsync(params string[] arguments) =>
        RunAsync([scripts.Script("images"), .. arguments]);

    private Task<Launched> RunAsync(params string[] command) =>
        Launched.RunAsync("/", Variables, command);

    private Dictionary<string, string?> Variables =>
        new() { ["DOCKER_HOST"] = Engine.Socket, ["XDG_CACHE_HOME"] = scripts.Cache };

    /// <summary>The tags that end in a digest; each image has a plain one too.</summary>
    private async Task<IReadOnlyList<string>> TagsAsync(string image) =>
        [
            .. (await Engine.DockerAsync("images", "--format", "{{.Tag}}", $"hardeninglab/{image}"))
                .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                .Where(tag => tag.Contains('-', StringComparison.Ordinal)),
        ];

    /// <summary>What today's image of the name sets.</summary>
    private async Task<string> EnvironmentAsync(string image)
    {
        var inspected = await Engine.DockerAsync(
            "image",
            "inspect",
            "--format",
            "{{.Config.Env}}",
            $"hardeninglab/{image}:12"
        );
        return inspected.Output;
    }
}
