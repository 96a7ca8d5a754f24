using HardeningLab.Engines.Docker;

namespace Integration.Docker;

/// <summary>A site that can't be made says why, and leaves nothing behind.</summary>
public sealed class SiteFailureTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_host_that_ends_at_once_is_shown_with_its_log()
    {
        await using var engine = await SiteEngine.OpenAsync();
        var request = engine.Request(agent: "#!/bin/sh\necho \"no such role: $1\" >&2\nexit 7\n");

        var failure = (
            await StartingAndAsking(engine, request).Should().ThrowAsync<ContainerDiedException>()
        ).Which;

        failure.Message.Should().Match($"the container {request.Lab}-* does not run: Exited (7) *");
        failure.Message.Should().Contain("\nits log: no such role: ");
        (await engine.PartsAsync(request.Lab)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_command_in_a_host_that_has_ended_fails_with_the_hosts_log()
    {
        await using var engine = await SiteEngine.OpenAsync();
        var request = engine.Request(
            agent: "#!/bin/sh\necho waiting\nwhile ! test -e /tmp/stop; do sleep 0.05; done\n"
        );
        await using var site = await DockerSite.StartAsync(
            engine.Connection,
            request,
            Cancellation
        );

        await site.ExecAsync(site.Target, ["touch", "/tmp/stop"], "", Cancellation);

        (await Asking(site).Should().ThrowAsync<ContainerDiedException>())
            .Which.Log.Should()
            .Be("waiting\n");
    }

    [Fact]
    public async Task An_agent_for_another_machine_is_told_in_the_log()
    {
        await using var engine = await SiteEngine.OpenAsync();
        var request = engine.Request(agent: "no program");

        (await StartingAndAsking(engine, request).Should().ThrowAsync<ContainerDiedException>())
            .Which.Message.Should()
            .Contain("exec /hlab/hlab-agent: exec format error");
        (await engine.PartsAsync(request.Lab)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_missing_image_is_named_with_what_makes_it()
    {
        await using var engine = await SiteEngine.OpenAsync();
        var request = engine.Request() with { ClientImage = "hardeninglab/nobody:12" };

        (await Starting(engine, request).Should().ThrowAsync<ImageMissingException>())
            .Which.Message.Should()
            .Be(
                $"the container engine at {engine.Connection.Endpoint} has no image hardeninglab/nobody:12\nmend it with: lab/images"
            );
        (await engine.PartsAsync(request.Lab)).Should().BeEmpty();
    }

    /// <summary>The engine may know of a host's end only a moment after the start.</summary>
    private static Func<Task> StartingAndAsking(SiteEngine engine, SiteRequest request) =>
        async () =>
        {
            await using var site = await DockerSite.StartAsync(
                engine.Connection,
                request,
                Cancellation
            );
            await Asking(site)();
        };

    /// <summary>Runs commands in the target, for a while.</summary>
    private static Func<Task> Asking(DockerSite site) =>
        async () =>
        {
            for (var times = 0; times < 50; times++)
            {
                await site.ExecAsync(site.Target, ["true"], "", Cancellation);
                await Task.Delay(100, Cancellation);
            }
        };

    private static Func<Task> Starting(SiteEngine engine, SiteRequest request) =>
        () => DockerSite.StartAsync(engine.Connection, request, Cancellation);
}
