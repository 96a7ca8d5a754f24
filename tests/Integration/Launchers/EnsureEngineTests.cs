namespace Integration.Launchers;

/// <summary>How <c>./test</c> finds an engine, and what it says where there is none.</summary>
public sealed class EnsureEngineTests
{
    private const string Ensure =
        "; ensure_engine; printf '%s %s' \"${HLAB_DOCKER:-}\" \"${DOCKER_HOST:-}\"";

    [Fact]
    public async Task An_engine_that_DOCKER_HOST_names_and_that_does_not_answer_skips_the_tests()
    {
        SkipWithoutDocker();

        var result = await ShellAsync("export DOCKER_HOST=unix:///nowhere; . $root/lab/docker.sh");

        result.ExitCode.Should().Be(0);
        result.Output.Should().Be(" unix:///nowhere");
        result
            .Error.Should()
            .StartWith(
                "hlab: tests that need Docker are skipped: unix:///nowhere does not answer ("
            )
            .And.Contain("start that engine");
    }

    [Fact]
    public async Task Where_none_listens_and_none_may_be_started_it_says_how_to_start_one()
    {
        var result = await ShellAsync(
            "unset DOCKER_HOST; . $root/lab/docker.sh; find_engine() { why='none here'; return 1; }; may_install() { false; }"
        );

        result.Output.Should().Be(" ");
        result.Error.Should().Be("hlab: tests that need Docker are skipped: none here\n");
    }

    [Fact]
    public async Task Where_none_listens_root_gets_one_that_ends_with_the_shell()
    {
        await using var folder = EngineFolder.Create();

        // Images are the business of other tests, and the usual sockets that of their owners.
        var result = await ShellAsync(
            $"unset DOCKER_HOST; export HLAB_ENGINE={folder.Path}; . $root/lab/docker.sh; find_engine() {{ return 1; }}; make_images() {{ HLAB_IMAGES=\"$*\"; docker version >/dev/null; }}"
        );

        result.ExitCode.Should().Be(0, result.Error);
        result.Output.Should().Be($"1 {folder.Socket}");
        (await folder.LeftProcessesAsync()).Should().BeEmpty();
    }

    [Fact]
    public async Task Without_a_target_and_a_client_the_tests_are_skipped()
    {
        SkipWithoutDocker();

        var result = await ShellAsync(
            ". $root/lab/docker.sh; make_images() { HLAB_IMAGES=target:13; }"
        );

        result.Output.Should().StartWith(" ");
        result.Error.Should().Contain("the images could not be made: see above");
    }

    private static void SkipWithoutDocker() =>
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("HLAB_DOCKER") == "1",
            "HLAB_DOCKER=1 says that Docker is to be had; ./test sets it"
        );

    private static Task<Launched> ShellAsync(string prepare) =>
        Launched.RunAsync(
            "/",
            FreshClone.NoEnvironment,
            "bash",
            "-c",
            $"set -euo pipefail; root={Repository.Root}; {prepare}{Ensure}"
        );
}
