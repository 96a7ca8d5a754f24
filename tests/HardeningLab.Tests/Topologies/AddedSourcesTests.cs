using Hardening.Addresses;
using Hardening.Analysis.Proofs;
using Hardening.Policies;
using HardeningLab.Topologies;

namespace HardeningLab.Tests.Topologies;

public class AddedSourcesTests
{
    private static readonly Topology Lab = TopologyPlan.For(
        PolicyReader.Read(
            "policy: a test\nprotect:\n  - service: portmap\n    allow: [192.168.1.0/24]\n",
            "policy.yaml"
        )
    );

    [Fact]
    public void They_ask_by_the_network_that_is_closest() =>
        Added("10.9.0.1", "192.168.1.77")
            .Select(source => $"{source.Address} {source.Role} {source.Via}")
            .Should()
            .Equal("10.9.0.1 Edge wan0", "192.168.1.77 Edge lan0");

    [Theory]
    [InlineData("192.168.1.0")]
    [InlineData("127.0.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("fe80::77")]
    public void Nobody_asks_twice_or_from_where_no_host_can_be(string address) =>
        Added(address).Should().BeEmpty();

    [Fact]
    public void The_target_does_not_ask_itself_by_a_wire() =>
        Added([
                .. Lab
                    .Networks.SelectMany(network => network.TargetAddresses)
                    .Select(address => address.ToString()),
            ])
            .Should()
            .BeEmpty();

    [Fact]
    public void There_are_no_more_than_so_many_of_a_family() =>
        Added([.. Enumerable.Range(1, 200).Select(number => $"10.9.0.{number}")])
            .Should()
            .HaveCount(AddedSources.Most);

    [Fact]
    public void A_witness_asks_from_its_port_even_where_its_address_asks_already() =>
        AddedSources
            .To(
                Lab,
                Enumerable.Empty<Address>().ToLookup(_ => "", address => address),
                [
                    Of("192.168.1.0", null),
                    Of("192.168.1.0", 20),
                    Of("192.168.1.0", 20),
                    Of("2001:db8::7", 20),
                    Of("127.0.0.1", 20),
                    Of("10.9.0.1", null) with
                    {
                        Service = "rsync",
                    },
                ]
            )
            .Services[0]
            .Sources.Skip(Lab.Services[0].Sources.Count)
            .Select(source => $"{source.Name} {source.Role} {source.Via}")
            .Should()
            .Equal("192.168.1.0:20 Witness lan0", "[2001:db8::7]:20 Witness wan0");

    private static Witness Of(string source, ushort? port) =>
        new("portmap", Address.Parse(source), port);

    private static IEnumerable<Source> Added(params string[] addresses) =>
        AddedSources
            .To(Lab, addresses.ToLookup(_ => "portmap", Address.Parse), [])
            .Services[0]
            .Sources.Skip(Lab.Services[0].Sources.Count);
}
