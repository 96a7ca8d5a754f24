using Hardening;
using Hardening.Addresses;
using Hardening.Policies;
using HardeningLab.Topologies;

namespace HardeningLab.Tests.Topologies;

public sealed class UsualSourcesTests
{
    [Theory]
    [InlineData("192.168.1.0/24", "192.168.1.128", "10.0.0.1")]
    [InlineData("10.0.0.0/8", "10.128.0.0", "172.16.0.1")]
    [InlineData("192.168.1.7", "192.168.1.7", "10.0.0.1")]
    public void A_client_sends_from_within_its_network_and_a_stranger_from_nobodys(
        string allowed,
        string insider,
        string stranger
    )
    {
        var networks = NetworksFor(allowed);

        Usual(networks, 0).Should().Be(insider);
        Usual(networks, 1).Should().StartWith(stranger);
    }

    [Fact]
    public void Where_every_address_has_a_network_there_is_a_stranger_all_the_same()
    {
        Usual(NetworksFor("0.0.0.0/1", "128.0.0.0/1"), 2).Should().StartWith("10.0.0.1");
    }

    private static EquatableArray<Network> NetworksFor(params string[] allowed) =>
        TopologyPlan
            .For(
                new(
                    "p",
                    [new(Catalogue.Portmap, [.. allowed.Select(Prefix.Parse)])],
                    true,
                    Otherwise.Drop,
                    [ProtectionName.Iptables]
                )
            )
            .Networks;

    private static string Usual(EquatableArray<Network> networks, int number) =>
        string.Join(' ', UsualSources.Of(networks[number], networks));
}
