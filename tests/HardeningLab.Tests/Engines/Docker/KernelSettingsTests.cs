using HardeningLab.Engines.Docker;

namespace HardeningLab.Tests.Engines.Docker;

/// <summary>Kernel settings as one engine or another takes them, and what is left where one is refused.</summary>
public sealed class KernelSettingsTests
{
    [Fact]
    public async Task An_older_engine_gets_the_settings_of_each_interface_with_the_container()
    {
        using var engine = new FakeEngine(FakeEngine.Version(api: "1.41"));
        using var connection = await OpenAsync(engine);
        var settings = new KernelSettings(connection, new HashSet<string>());

        settings
            .Of(SiteContainer.Target, interfaces: 2)
            .Should()
            .Contain("net.ipv4.conf.eth1.rp_filter", "0")
            .And.Contain("net.ipv4.icmp_ratemask", "0")
            .And.NotContainKey("net.ipv4.conf.eth2.rp_filter")
            .And.NotContainKey("net.ipv4.ip_nonlocal_bind");
        settings.OfEndpoint().Should().BeNull();
    }

    [Fact]
    public async Task A_newer_engine_gets_them_with_each_endpoint()
    {
        using var engine = new FakeEngine(FakeEngine.Version(api: "1.46"));
        using var connection = await OpenAsync(engine);
        var settings = new KernelSettings(connection, new HashSet<string>());

        settings
            .Of(SiteContainer.Client, interfaces: 1)
            .Should()
            .Contain("net.ipv4.ip_nonlocal_bind", "1")
            .And.NotContainKey("net.ipv4.conf.eth0.rp_filter");
        settings
            .OfEndpoint()!["com.docker.network.endpoint.sysctls"] // not null, as the engine is new
            .Should()
            .Contain("net.ipv4.conf.IFNAME.rp_filter=0,");
    }

    [Theory]
    [InlineData("open /proc/sys/net/netfilter/nf_log/10: no such file or directory")]
    [InlineData("sysctl \"net.netfilter.nf_log.10\" is not in a separate kernel namespace")]
    public async Task A_setting_that_an_engine_refuses_is_found_in_its_words_and_left_out(
        string said
    )
    {
        using var engine = new FakeEngine(FakeEngine.Version());
        using var connection = await OpenAsync(engine);
        var all = new KernelSettings(connection, new HashSet<string>());

        var refused = all.RefusedBy($"starting a container failed: {said}", interfaces: 2);
        var rest = new KernelSettings(connection, refused.ToHashSet());

        refused.Should().Equal("net.netfilter.nf_log.10");
        rest.Of(SiteContainer.Target, interfaces: 2)
            .Keys.Should()
            .BeEquivalentTo(all.Of(SiteContainer.Target, interfaces: 2).Keys.Except(refused));
        rest.RefusedBy(said, interfaces: 2).Should().BeEmpty("or the lab would start for ever");
    }

    [Fact]
    public async Task An_error_about_something_else_refuses_no_setting()
    {
        using var engine = new FakeEngine(FakeEngine.Version());
        using var connection = await OpenAsync(engine);

        new KernelSettings(connection, new HashSet<string>())
            .RefusedBy("driver failed programming external connectivity on eth0", interfaces: 2)
            .Should()
            .BeEmpty();
    }

    private static Task<DockerConnection> OpenAsync(FakeEngine engine) =>
        DockerConnection.OpenAsync(
            engine.Variable,
            TimeSpan.FromSeconds(5),
            TestContext.Current.CancellationToken
        );
}
