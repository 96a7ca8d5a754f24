using System.Net.Sockets;

namespace Integration.Launchers;

/// <summary>What <c>lab/images</c> says where it can't begin: no engine is needed to see it.</summary>
public sealed class ImagesCallTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hlab-images-").FullName;

    [Theory]
    [InlineData("target:10")]
    [InlineData("laptop:12")]
    [InlineData("target")]
    [InlineData("--loud")]
    public async Task An_image_that_does_not_exist_is_refused_with_those_that_do(string image)
    {
        var result = await ImagesAsync("unix:///nowhere", image);

        result.ExitCode.Should().Be(2);
        result
            .Error.Should()
            .Be(
                $"hlab: no such image: {image} (found); target, server, managers or client, then :11, :12 or :13 (expected)\n"
            );
    }

    [Fact]
    public async Task An_engine_that_does_not_answer_is_named_with_what_to_do()
    {
        SkipWithoutDocker();

        var result = await ImagesAsync($"unix://{folder}/docker.sock");

        result.ExitCode.Should().Be(3);
        result
            .Error.Trim()
            .Should()
            .StartWith($"hlab: no Docker engine answers at unix://{folder}/docker.sock (")
            .And.EndWith("or as root run: eval \"$(lab/engine start)\"")
            .And.NotContain("\n");
    }

    [Fact]
    public async Task An_engine_that_may_not_be_used_is_named_with_the_group_to_join()
    {
        SkipWithoutDocker();
        Assert.SkipUnless(Environment.UserName == "root", "becoming another user takes root");
        using var copy = new ScriptsCopy();
        using var socket = new Socket(
            AddressFamily.Unix,
            SocketType.Stream,
            ProtocolType.Unspecified
        );
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        socket.Bind(new UnixDomainSocketEndPoint(Path.Join(folder, "docker.sock")));
        File.SetUnixFileMode(Path.Join(folder, "docker.sock"), (UnixFileMode)0b110_000_000);

        var result = await RunAsync(
            $"unix://{folder}/docker.sock",
            [.. ScriptsCopy.AsNobody, copy.Script("images")]
        );

        result.ExitCode.Should().Be(3);
        result.Error.Should().Contain("run: sudo usermod -aG docker nobody");
    }

    [Fact]
    public async Task Without_the_docker_command_it_says_what_to_install()
    {
        foreach (
            var tool in (string[])
                ["bash", "readlink", "find", "sort", "cat", "sha256sum", "mktemp", "env"]
        )
        {
            File.CreateSymbolicLink(Path.Join(folder, tool), Path.Join("/usr/bin", tool));
        }

        var result = await Launched.RunAsync(
            "/",
            new Dictionary<string, string?> { ["PATH"] = folder },
            Path.Join(Repository.Root, "lab/images")
        );

        result.ExitCode.Should().Be(3);
        result
            .Error.Should()
            .StartWith("hlab: the docker command is missing: run: apt-get install docker.io");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static void SkipWithoutDocker() =>
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("HLAB_DOCKER") == "1",
            "HLAB_DOCKER=1 says that the docker command is there; ./test sets it"
        );

    private static Task<Launched> ImagesAsync(string host, params string[] arguments) =>
        RunAsync(host, [Path.Join(Repository.Root, "lab/images"), .. arguments]);

    private static Task<Launched> RunAsync(string host, string[] command) =>
        Launched.RunAsync("/", new Dictionary<string, string?> { ["DOCKER_HOST"] = host }, command);
}
