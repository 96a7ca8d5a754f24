using Hardening.Addresses;
using HardeningLab.Topologies;
using Integration.Launchers;
using Integration.Prove;

namespace Integration.Compose;

/// <summary>The lab for people is the lab that the tool builds: the same hosts and addresses, and the same verdicts.</summary>
public sealed class ComposeTests(ComposeLabOfTheClass shared) : IClassFixture<ComposeLabOfTheClass>
{
    private static readonly Topology Printed = TopologyText.Read(
        File.ReadAllText(Path.Join(Repository.Root, "lab/topologies/portmap.yaml")),
        "lab/topologies/portmap.yaml"
    );

    private static IEnumerable<Source> Sources => Printed.Services.Single().Sources;

    [Fact]
    public async Task Its_hosts_and_addresses_are_those_of_the_printed_topology()
    {
        var (_, hosts) = await shared.OpenAsync();
        var target = hosts[0];

        target.Links.Should().BeEquivalentTo(Printed.Networks.Select(network => network.Name));
        foreach (var network in Printed.Networks)
        {
            var clients = hosts.Skip(1).Where(host => host.Links.Contains(network.Name)).ToList();
            var own = clients.SelectMany(client => client.Addresses[network.Name]).ToList();
            Address?[] planned = [network.TargetIPv4, network.TargetIPv6, Topology.TargetLinkLocal];
            Texts(target.Addresses[network.Name]).Should().Equal(Texts(planned.OfType<Address>()));
            Texts(clients.SelectMany(client => client.Plays)).Should().Equal(Texts(network.Plays));
            Texts(own)
                .Should()
                .Equal(
                    Texts(
                        UsualSources.Of(network, Printed.Networks).Append(network.ClientLinkLocal)
                    )
                );
        }
    }

    [Fact]
    public async Task Without_rules_every_source_is_answered()
    {
        var (lab, hosts) = await shared.OpenAsync();
        await ComposeRules.RemoveAsync(lab);

        var answers = await ComposeAsking.AskAsync(lab, hosts, Sources);

        answers
            .Should()
            .HaveCount(2 * Sources.Count())
            .And.OnlyContain(answer => answer.EndsWith(" allowed"));
    }

    [Theory]
    [InlineData("tcp-wrappers")]
    [InlineData("iptables")]
    [InlineData("nftables")]
    [InlineData("tcp-wrappers,iptables")]
    public async Task With_rendered_rules_every_source_meets_the_verdict_of_the_embedded_lab(
        string protections
    )
    {
        var (lab, hosts) = await shared.OpenAsync();
        var proved = await Proved.ByAsync("--with", protections);
        await ComposeRules.RemoveAsync(lab);
        await ComposeRules.LoadAsync(lab, protections.Split(','));

        var answers = await ComposeAsking.AskAsync(lab, hosts, Sources);

        proved.ShouldHold();
        answers
            .Order(StringComparer.Ordinal)
            .Should()
            .Equal(Verdicts(proved.Document).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task No_route_leads_out_of_it()
    {
        var (_, hosts) = await shared.OpenAsync();

        hosts
            .SelectMany(host => host.Gateways)
            .Should()
            .BeSubsetOf(hosts.SelectMany(host => host.Dockers));
    }

    [Fact]
    public async Task Its_containers_may_administer_their_network_and_nothing_more()
    {
        var (lab, _) = await shared.OpenAsync();

        var said = await lab.DockerAsync([
            "inspect",
            "--format",
            """{{.HostConfig.CapAdd}} {{.HostConfig.Privileged}} {{index .Config.Labels "hardeninglab"}}""",
            .. lab.Containers.Values,
        ]);

        said.TrimEnd()
            .Split('\n')
            .Should()
            .HaveCount(4)
            .And.OnlyContain(line => line == "[NET_ADMIN] false 1");
    }

    private static IEnumerable<string> Texts<T>(IEnumerable<T> values) =>
        values.Select(value => $"{value}").Order(StringComparer.Ordinal);

    /// <summary>A line for each source and transport, as <see cref="ComposeAsking"/> has them.</summary>
    private static IEnumerable<string> Verdicts(ProofDocument proof) =>
        from cell in proof.Cells
        where cell.Evidence.Procedure == "dump"
        group cell by (cell.Source, cell.Via, cell.Transport) into asked
        select $"{asked.Key.Source} {asked.Key.Via} {asked.Key.Transport} {asked.Select(cell => Word(cell.Observed)).Distinct().Single()}";

    /// <summary>What a host sees of a verdict: nothing tells it a closed port from a REJECT, or a drop from a lost packet.</summary>
    private static string Word(string verdict) =>
        verdict switch
        {
            "dropped" => "silence",
            "rejected" or "closed" => "refused",
            _ => verdict,
        };
}
