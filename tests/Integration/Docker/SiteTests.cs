using HardeningLab.Engines.Docker;

namespace Integration.Docker;

/// <summary>The hosts and networks of a lab on a real engine.</summary>
public sealed class SiteTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_site_comes_up_with_every_host_and_goes_without_a_trace()
    {
        using var engine = await SiteEngine.OpenAsync();
        var steps = new List<string>();
        var request = engine.Request(networks: 3) with { Plan = "portmap.yaml", Done = steps.Add };

        var site = await DockerSite.StartAsync(engine.Connection, request, Cancellation);
        var parts = await engine.PartsAsync(request.Lab);
        await site.DisposeAsync();
        foreach (var step in steps)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(step);
        }

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
}
