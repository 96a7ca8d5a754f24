using Hardening;
using Hardening.Policies;
using HardeningLab.Topologies;

namespace HardeningLab.Tests.Topologies;

public class SourceChoiceTests
{
    private static readonly Topology Lab = TopologyPlan.For(
        PolicyReader.Read(
            """
            protect:
              - service: portmap
                allow: [192.168.1.0/24, "fd00:1::/64"]
              - service: { name: rsync, tcp: [873] }
                allow: [10.9.0.0/16]
            """,
            "storage.yaml"
        )
    );

    [Theory]
    [InlineData("target", "127.0.0.1", Role.Loopback, "127.0.0.1", "lo")]
    [InlineData("lan0", "192.168.1.128", Role.Inside, "192.168.1.10", "lan0")]
    [InlineData("lan1", "fd00:1:0:0:8000::", Role.Inside, "fd00:1::a", "lan1")]
    [InlineData("lan2", "10.9.128.0", Role.Outsider, "10.9.0.10", "lan2")]
    [InlineData("wan0", "10.0.0.1", Role.Outsider, "203.0.113.1", "wan0")]
    [InlineData("192.168.1.0", "192.168.1.0", Role.First, "192.168.1.10", "lan0")]
    [InlineData("192.168.1.77", "192.168.1.77", Role.Inside, "192.168.1.10", "lan0")]
    [InlineData("8.8.8.8", "8.8.8.8", Role.Outsider, "203.0.113.1", "wan0")]
    [InlineData("192.168.1.10", "192.168.1.10", Role.Own, "192.168.1.10", "lo")]
    [InlineData("127.1.2.3", "127.1.2.3", Role.Loopback, "127.0.0.1", "lo")]
    [InlineData("::1", "::1", Role.Loopback, "::1", "lo")]
    [InlineData("fe80::3", "fe80::3", Role.LinkLocal, "fe80::1", "lan1")]
    public void A_host_or_an_address_asks_so(
        string from,
        string source,
        Role role,
        string destination,
        string via
    )
    {
        var chosen = SourceChoice.Of(Lab, Lab.Services[0], from);

        chosen.Address.ToString().Should().Be(source);
        chosen.Role.Should().Be(role);
        chosen.Destination.ToString().Should().Be(destination);
        chosen.Via.Should().Be(via);
    }

    [Theory]
    [InlineData(
        "wan1",
        "FROM:1:1: unknown host \"wan1\": did you mean lan1? Known: target, lan0, lan1, lan2, wan0; or an address"
    )]
    [InlineData(
        "224.0.0.1",
        "FROM:1:1: found 224.0.0.1, from which no host in the lab can ask; expected another address"
    )]
    [InlineData(
        "fe80::99",
        "FROM:1:1: found fe80::99, from which no host in the lab can ask; expected another address"
    )]
    public void Nobody_asks_from_elsewhere(string from, string message)
    {
        var choosing = () => SourceChoice.Of(Lab, Lab.Services[0], from);

        choosing.Should().Throw<InputException>().WithMessage(message);
    }
}
