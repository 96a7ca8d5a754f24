using System.Diagnostics;

namespace Integration.Launchers;

/// <summary><c>lab/engine</c>: a Docker daemon where a machine has none.</summary>
public sealed class EngineTests
{
    [Fact]
    public async Task Started_twice_at_once_there_is_one_daemon_and_both_know_its_address()
    {
        await using var folder = EngineFolder.Create();

        var starts = await Task.WhenAll(folder.EngineAsync("start"), folder.EngineAsync("start"));

        starts
            .Should()
            .AllSatisfy(start =>
                start.Output.Should().Be($"export DOCKER_HOST={folder.Socket}\n", start.Error)
            );
        folder.Daemons().Should().Be(1);
        (await folder.DockerAsync("version")).ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task The_status_names_a_process_in_the_daemons_network_the_socket_and_the_data()
    {
        await using var folder = EngineFolder.Create();
        (await folder.EngineAsync("status")).ExitCode.Should().Be(1);
        await folder.EngineAsync("start");

        var status = await folder.EngineAsync("status");

        var process = folder.Recorded("init");
        status
            .Output.Should()
            .Be($"pid {process}\nsocket {folder.Socket}\ndata {folder.Path}/data\n");
        (await File.ReadAllTextAsync($"/proc/{process}/net/dev", Cancellation))
            .Should()
            .Contain("docker0")
            .And.Contain("tap0");
    }

    [Fact]
    public async Task Names_are_asked_for_by_its_own_way_as_the_machine_may_ask_itself()
    {
        await using var folder = EngineFolder.Create();
        await folder.EngineAsync("start");

        var resolver = await File.ReadAllTextAsync(
            $"/proc/{folder.Recorded("init")}/root/etc/resolv.conf",
            Cancellation
        );

        resolver.Should().Be("nameserver 10.0.2.3\n");
    }

    [Fact]
    public async Task The_machines_own_links_routes_and_mounts_stay_as_they_are()
    {
        await using var folder = EngineFolder.Create();
        var before = Machine();

        await folder.EngineAsync("start");
        var during = Machine();

        during.Should().Be(before);
    }

    [Fact]
    public async Task It_starts_again_after_everything_was_killed_and_has_its_images_still()
    {
        await using var folder = EngineFolder.Create();
        await folder.EngineAsync("start");
        await ImportAsync(folder, "kept:1");
        using (var first = Process.GetProcessById(folder.Recorded("init")))
        {
            first.Kill();
        }
        (await folder.LeftProcessesAsync()).Should().BeEmpty();

        var again = await folder.EngineAsync("start");

        again.ExitCode.Should().Be(0, again.Error);
        (await folder.DockerAsync("images", "--quiet", "kept:1")).Output.Should().NotBeEmpty();
    }

    [Fact]
    public async Task Its_way_out_is_made_again_without_a_restart()
    {
        await using var folder = EngineFolder.Create();
        await folder.EngineAsync("start");
        var daemon = folder.Recorded("init");
        var way = folder.Recorded("slirp");
        folder.CutOff();

        await folder.EngineAsync("start");

        folder.Recorded("init").Should().Be(daemon);
        folder.Daemons().Should().Be(1);
        folder.Recorded("slirp").Should().NotBe(way);
    }

    [Fact]
    public async Task A_command_gets_a_daemon_for_as_long_as_it_takes_and_its_exit_code_is_kept()
    {
        await using var folder = EngineFolder.Create();

        var run = await folder.EngineAsync("run", "sh", "-c", "docker ps; exit 7");

        run.ExitCode.Should().Be(7);
        run.Output.Should().StartWith("CONTAINER ID");
        (await folder.LeftProcessesAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_daemon_that_was_there_before_a_command_is_there_after_it()
    {
        await using var folder = EngineFolder.Create();
        await folder.EngineAsync("start");

        await folder.EngineAsync("run", "true");

        (await folder.EngineAsync("status")).ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task It_is_stopped_with_the_last_of_those_that_it_was_started_for()
    {
        await using var folder = EngineFolder.Create();
        using var one = Sleeper();
        using var other = Sleeper();
        await folder.EngineAsync("start", "--for", $"{one.Id}");
        await folder.EngineAsync("start", "--for", $"{other.Id}");

        await folder.EngineAsync("stop", "--for", $"{one.Id}");
        var meanwhile = await folder.EngineAsync("status");
        // One that was killed could not say that it is done.
        other.Kill();
        await other.WaitForExitAsync(Cancellation);
        await folder.EngineAsync("stop", "--for", $"{one.Id}");

        meanwhile.ExitCode.Should().Be(0);
        (await folder.LeftProcessesAsync()).Should().BeEmpty();
        one.Kill();
    }

    [Fact]
    public async Task A_process_that_has_a_daemons_number_by_chance_is_left_alone()
    {
        await using var folder = EngineFolder.Create();
        using var stranger = Sleeper();
        var boot = await File.ReadAllTextAsync("/proc/sys/kernel/random/boot_id", Cancellation);
        await File.WriteAllTextAsync(
            Path.Join(folder.Path, "init"),
            $"pid {stranger.Id}\nstart 1\nboot {boot}",
            Cancellation
        );

        await folder.EngineAsync("stop");

        stranger.HasExited.Should().BeFalse();
        stranger.Kill();
    }

    [Fact]
    public async Task An_ordinary_user_is_told_what_to_run()
    {
        Assert.SkipUnless(Environment.UserName == "root", "becoming another user takes root");
        using var copy = new ScriptsCopy();

        var result = await Launched.RunAsync(
            "/",
            FreshClone.NoEnvironment,
            [.. ScriptsCopy.AsNobody, copy.Script("engine"), "start"]
        );

        result.ExitCode.Should().Be(3);
        result
            .Error.Should()
            .Contain("a daemon of our own takes root: run sudo lab/engine start")
            .And.NotContain("\n\n");
    }

    [Theory]
    [InlineData("begin")]
    [InlineData("start", "--for", "me")]
    [InlineData("run")]
    [InlineData("stop", "now")]
    public async Task A_call_that_it_does_not_know_is_refused_with_those_that_it_does(
        params string[] arguments
    )
    {
        var result = await Launched.RunAsync(
            "/",
            FreshClone.NoEnvironment,
            [Path.Join(Repository.Root, "lab/engine"), .. arguments]
        );

        result.ExitCode.Should().Be(2);
        result.Error.Should().StartWith("Usage: lab/engine start");
    }

    [Fact]
    public async Task A_folder_whose_sockets_would_have_too_long_names_is_refused()
    {
        var folder = "/tmp/" + new string('x', 70);

        var result = await Launched.RunAsync(
            "/",
            new Dictionary<string, string?> { ["HLAB_ENGINE"] = folder },
            Path.Join(Repository.Root, "lab/engine"),
            "start"
        );

        result.ExitCode.Should().Be(3);
        result.Error.Should().Contain($"{folder} has 75 bytes, 68 are possible");
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>What the daemon must not change: links, routes of both families, and mounts; without what is counted.</summary>
    private static string Machine() =>
        string.Join(
            '\n',
            [
                .. File.ReadLines("/proc/net/dev").Select(line => line.Split(':')[0].Trim()),
                .. File.ReadLines("/proc/net/route"),
                .. File.ReadLines("/proc/net/ipv6_route")
                    .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                    .Select(route => $"{route[0]}/{route[1]} via {route[4]} by {route[^1]}"),
                .. File.ReadLines("/proc/self/mounts"),
            ]
        );

    private static async Task ImportAsync(EngineFolder folder, string tag)
    {
        var archive = Path.Join(folder.Path, "empty.tar");
        await File.WriteAllBytesAsync(archive, new byte[10240], Cancellation);
        var imported = await folder.DockerAsync("import", archive, tag);
        imported.ExitCode.Should().Be(0, imported.Error);
    }

    private static Process Sleeper() =>
        Launched.Start("/", FreshClone.NoEnvironment, "sleep", "60");
}
