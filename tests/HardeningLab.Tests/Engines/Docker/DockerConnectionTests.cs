using HardeningLab.Engines.Docker;

namespace HardeningLab.Tests.Engines.Docker;

/// <summary>Who has no engine for the lab is told so in one message, with what mends it.</summary>
public sealed class DockerConnectionTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task An_engine_that_speaks_newer_versions_is_spoken_to_in_ours()
    {
        using var engine = new FakeEngine(FakeEngine.Version(api: "1.52", least: "1.24"));
        using var connection = await OpenAsync(engine.Variable);

        connection.Api.Should().Be(new Version(1, 44));
        connection.EngineApi.Should().Be(new Version(1, 52));
    }

    [Theory]
    [InlineData("1.41", "1.12", "1.41")]
    [InlineData("1.43", "1.12", "1.43")]
    [InlineData("1.60", "1.48", "1.48")]
    public async Task The_version_spoken_is_one_that_the_engine_knows(
        string newest,
        string oldest,
        string spoken
    )
    {
        using var engine = new FakeEngine(FakeEngine.Version(api: newest, least: oldest));
        using var connection = await OpenAsync(engine.Variable);

        connection.Api.Should().Be(Version.Parse(spoken));
    }

    [Fact]
    public async Task What_the_engine_runs_on_is_known()
    {
        using var engine = new FakeEngine(FakeEngine.Version());
        using var connection = await OpenAsync(engine.Variable);

        connection.Architecture.Should().Be("amd64");
        connection.Kernel.Should().Be(new Version(6, 1));
        connection.IsPodman.Should().BeFalse();
    }

    [Fact]
    public async Task An_engine_that_is_too_old_is_named_with_what_is_needed()
    {
        using var engine = new FakeEngine(FakeEngine.Version(api: "1.40"));

        (await Message(engine.Variable))
            .Should()
            .Be(
                $"the container engine at {engine.Path} (of DOCKER_HOST) is too old: version 20.10.24+dfsg1, API 1.40; "
                    + "expected API 1.41 or later (Docker 20.10)\n"
                    + "mend it with: sudo apt-get install docker.io, or https://docs.docker.com/engine/install/"
            );
    }

    [Fact]
    public async Task An_engine_of_Windows_containers_is_refused()
    {
        using var engine = new FakeEngine(FakeEngine.Version(os: "windows"));

        (await Message(engine.Variable))
            .Should()
            .StartWith(
                $"the container engine at {engine.Path} (of DOCKER_HOST) runs containers of windows; "
                    + "expected one that runs Linux containers\nmend it with: "
            );
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("<html>It works!</html>")]
    public async Task What_is_no_engine_is_told_apart(string answer)
    {
        using var engine = new FakeEngine(answer);

        (await Message(engine.Variable))
            .Should()
            .StartWith($"what answers at {engine.Path} (of DOCKER_HOST) is no container engine: ")
            .And.Contain("; expected its version as GET /version gives it\nmend it with: ");
    }

    [Fact]
    public async Task An_engine_that_hangs_is_given_up()
    {
        using var engine = new FakeEngine(answer: null);
        (await Message(engine.Variable, TimeSpan.FromSeconds(0.3)))
            .Should()
            .StartWith(
                $"{engine.Path} (of DOCKER_HOST) took the connection and gave no answer for 0.3 s"
            );
    }

    [Theory]
    [InlineData(
        "unix:///nowhere/docker.sock",
        "/nowhere/docker.sock (of DOCKER_HOST): no such file"
    )]
    [InlineData("tcp://127.0.0.1:1", "tcp://127.0.0.1:1 (of DOCKER_HOST): nobody listens")]
    public async Task Where_nobody_listens_the_message_says_who_named_the_place(
        string host,
        string found
    )
    {
        (await Message(name => name == "DOCKER_HOST" ? host : null))
            .Should()
            .Be(
                $"no container engine answers: {found}; "
                    + "expected Docker 20.10, or Podman's socket, at one of these or where DOCKER_HOST says\n"
                    + $"mend it with: {EngineRemedy.Find()}"
            );
    }

    [Fact]
    public void Without_DOCKER_HOST_the_usual_places_are_tried_in_order()
    {
        EngineEndpoint
            .Candidates(name => name == "XDG_RUNTIME_DIR" ? "/run/user/1000" : null)
            .Select(endpoint => endpoint.ToString())
            .Should()
            .Equal(
                "/var/run/docker.sock",
                "/run/user/1000/docker.sock",
                "/run/podman/podman.sock",
                "/run/user/1000/podman/podman.sock"
            );
    }

    [Theory]
    [InlineData("ssh://host")]
    [InlineData("npipe:////./pipe/docker_engine")]
    [InlineData("10.0.0.1:2375")]
    public async Task A_DOCKER_HOST_of_another_kind_is_refused(string host)
    {
        (await Message(name => name == "DOCKER_HOST" ? host : null))
            .Should()
            .StartWith($"DOCKER_HOST is \"{host}\"; expected unix:///PATH or tcp://HOST:PORT");
    }

    [Fact]
    public async Task Missing_certificates_are_named_with_their_folder()
    {
        using var engine = new FakeEngine(FakeEngine.Version());

        (
            await Message(name =>
                name switch
                {
                    "DOCKER_TLS_VERIFY" => "1",
                    "DOCKER_CERT_PATH" => "/nowhere",
                    _ => engine.Variable(name),
                }
            )
        ).Should().StartWith("DOCKER_TLS_VERIFY is set and /nowhere has no usable certificates: ");
    }

    [Fact]
    public async Task An_engine_that_goes_away_is_said_to_with_what_was_being_done()
    {
        using var engine = new FakeEngine(FakeEngine.Version());
        using var connection = await OpenAsync(engine.Variable);
        engine.Dispose();

        var listing = () => DockerSite.ListAsync(connection, TestContext.Current.CancellationToken);

        (await listing.Should().ThrowAsync<DockerFailedException>())
            .Which.Message.Should()
            .StartWith(
                "listing the labs' containers failed: the container engine does not answer: "
            );
    }

    [Fact]
    public void A_socket_of_another_group_is_told_from_a_missing_one()
    {
        DockerUnfitException
            .Denied(EngineEndpoint.Candidates(_ => null)[0], "alice")
            .Message.Should()
            .Be(
                "permission denied on the container engine's socket /var/run/docker.sock; "
                    + "expected that the user alice is root or of the group that owns the socket\n"
                    + "mend it with: sudo usermod -aG docker alice && newgrp docker"
            );
    }

    private static Task<DockerConnection> OpenAsync(Func<string, string?> variable) =>
        DockerConnection.OpenAsync(variable, Deadline, TestContext.Current.CancellationToken);

    private static async Task<string> Message(
        Func<string, string?> variable,
        TimeSpan? deadline = null
    )
    {
        var opening = () =>
            DockerConnection.OpenAsync(
                variable,
                deadline ?? Deadline,
                TestContext.Current.CancellationToken
            );
        return (await opening.Should().ThrowAsync<DockerUnfitException>()).Which.Message;
    }
}
