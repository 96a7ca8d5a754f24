using HardeningLab.Engines.Docker;

namespace Integration.Docker;

/// <summary>The containers, networks and the volume of a lab come and go on a real engine.</summary>
public sealed class SiteTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_site_comes_up_with_every_host_and_goes_without_a_trace()
    {
        await using var engine = await SiteEngine.OpenAsync();
        var request = engine.Request(networks: 3) with { Plan = "portmap.yaml" };

        var site = await DockerSite.StartAsync(engine.Connection, request, Cancellation);
        var parts = await engine.PartsAsync(request.Lab);
        await site.DisposeAsync();

        site.Containers.Should().OnlyContain(container => container.IsRunning);
        site.Target.Interfaces.Select(one => one.Network)
            .Should()
            .BeEquivalentTo("lan0", "lan1", "wan0");
        site.Clients.Select(client => client.Network).Should().Equal("lan0", "lan1", "wan0");
        site.Containers.SelectMany(container => container.Interfaces)
            .Should()
            .OnlyContain(one => one.IPv4 != null && one.IPv6 != null && one.Hardware.Length == 17);
        site.Labels.Plan.Should().Be("portmap.yaml");
        site.Labels.Process.Should().Be(Environment.ProcessId);
        parts.Should().HaveCount(4 + 3 + 1);
        (await engine.PartsAsync(request.Lab)).Should().BeEmpty();
    }

    [Fact]
    public async Task Four_sites_at_once_get_in_nobodys_way()
    {
        await using var engine = await SiteEngine.OpenAsync();
        var requests = Enumerable.Range(0, 4).Select(_ => engine.Request(networks: 1)).ToList();

        var sites = await Task.WhenAll(
            requests.Select(request =>
                DockerSite.StartAsync(engine.Connection, request, Cancellation)
            )
        );
        var addresses = sites
            .SelectMany(site => site.Containers)
            .SelectMany(container => container.Interfaces)
            .SelectMany(one => new[] { one.IPv4, one.IPv6 })
            .ToList();
        await Task.WhenAll(sites.Select(site => site.DisposeAsync().AsTask()));

        addresses.Should().HaveCount(4 * (1 + 1) * 2).And.OnlyHaveUniqueItems();
        foreach (var request in requests)
        {
            (await engine.PartsAsync(request.Lab)).Should().BeEmpty();
        }
    }

    [Fact]
    public async Task Labs_that_begin_with_the_same_subnets_make_way_for_each_other()
    {
        await using var engine = await SiteEngine.OpenAsync();
        var requests = Enumerable.Range(0, 2).Select(_ => engine.Request()).ToList();
        var labels = requests.Select(request => new SiteLabels(request.Lab, "", 0, default));
        var settings = new KernelSettings(engine.Connection, new HashSet<string>());

        var made = await Task.WhenAll(
            requests
                .Zip(labels)
                .SelectMany(one =>
                {
                    var maker = new NetworkMaker(
                        engine.Connection,
                        one.First,
                        one.Second,
                        settings,
                        new SubnetPool([], seed: 7)
                    );
                    return one.First.Networks.Select(maker.CreateAsync);
                })
        );
        foreach (var request in requests)
        {
            await SiteRemoval.RemoveAsync(engine.Connection, request.Lab);
        }

        made.Select(network => network.Subnets.IPv4).Should().OnlyHaveUniqueItems();
        made.Should().OnlyContain(network => network.HasIPv6);
    }

    [Fact]
    public async Task What_a_killed_process_left_is_removed_by_its_labels()
    {
        await using var engine = await SiteEngine.OpenAsync();
        var (left, kept) = (engine.Request(networks: 1), engine.Request(networks: 1));
        await using var neighbour = await DockerSite.StartAsync(
            engine.Connection,
            kept,
            Cancellation
        );
        // Nobody disposes it: as after kill -9. And somebody has already begun to clean up.
        var site = await DockerSite.StartAsync(engine.Connection, left, Cancellation);
        await engine.Connection.Client.Containers.RemoveContainerAsync(
            site.Target.Id,
            new() { Force = true },
            Cancellation
        );

        var removed = await DockerSite.RemoveAllAsync(
            engine.Connection,
            labels => labels.Lab == left.Lab,
            Cancellation
        );

        removed.Should().Equal(left.Lab);
        (await engine.PartsAsync(left.Lab)).Should().BeEmpty();
        (await engine.PartsAsync(kept.Lab)).Should().HaveCount(2 + 1 + 1);
    }

    [Fact]
    public async Task A_site_is_found_again_by_its_name_as_it_is_now()
    {
        await using var engine = await SiteEngine.OpenAsync();
        var request = engine.Request() with { Plan = "two: lines\nof \"text\"" };
        await using var site = await DockerSite.StartAsync(
            engine.Connection,
            request,
            Cancellation
        );

        var found = await DockerSite.FindAsync(engine.Connection, request.Lab, Cancellation);
        var listed = await DockerSite.ListAsync(engine.Connection, Cancellation);

        found!.Labels.Should().Be(site.Labels); // it was just made
        found
            .Containers.Select(container => container.Id)
            .Should()
            .Equal(site.Containers.Select(container => container.Id));
        listed.Should().Contain(one => one.Labels == site.Labels);
        (await DockerSite.FindAsync(engine.Connection, "hlab-none", Cancellation))
            .Should()
            .BeNull();
    }

    [Fact]
    public async Task A_site_that_is_given_up_half_made_leaves_nothing()
    {
        await using var engine = await SiteEngine.OpenAsync();
        using var giveUp = new CancellationTokenSource();
        var request = engine.Request() with
        {
            Done = step =>
            {
                if (step.Contains("agent", StringComparison.Ordinal))
                {
                    giveUp.Cancel();
                }
            },
        };

        var starting = () => DockerSite.StartAsync(engine.Connection, request, giveUp.Token);

        await starting.Should().ThrowAsync<OperationCanceledException>();
        (await engine.PartsAsync(request.Lab)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_server_boots_and_has_the_agent_beside_systemd()
    {
        await using var engine = await SiteEngine.OpenAsync();
        var request = engine.Request() with
        {
            TargetImage = await engine.ServerImageAsync(),
            Boots = true,
        };

        await using var site = await DockerSite.StartAsync(
            engine.Connection,
            request,
            Cancellation
        );
        var seen = await site.ExecAsync(
            site.Target,
            [
                "sh",
                "-c",
                "cat /proc/1/comm; for i in $(seq 100); do test -s /hlab/target.log && exec cat /hlab/target.log; sleep 0.1; done",
            ],
            "",
            Cancellation
        );

        seen.Output.Should().Be("systemd\nstarted as target\n");
        await site.AssertRunningAsync(Cancellation);
    }
}
