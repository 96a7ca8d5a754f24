using Hardening;
using Hardening.Addresses;
using Hardening.Policies;
using HardeningLab.Topologies;

namespace HardeningLab.Tests.Topologies;

public sealed class TopologyPlanTests
{
    [Fact]
    public void Each_edge_of_an_allowed_prefix_is_a_source_of_its_role()
    {
        Roles("192.168.1.0/24")
            .Should()
            .Contain(
                new Dictionary<string, Role>
                {
                    ["192.168.0.255"] = Role.Below,
                    ["192.168.1.0"] = Role.First,
                    ["192.168.1.255"] = Role.Last,
                    ["192.168.2.0"] = Role.Above,
                    ["192.168.1.128"] = Role.Inside,
                    ["127.0.0.1"] = Role.Loopback,
                    ["::1"] = Role.Loopback,
                    ["fe80::2"] = Role.LinkLocal,
                    ["255.255.255.254"] = Role.Outsider,
                    ["fd00:ffff::1"] = Role.Outsider,
                }
            );
    }

    [Theory]
    [InlineData("0.0.0.0/7", "1.0.0.0", Role.First)]
    [InlineData("126.0.0.0/8", "128.0.0.0", Role.Above)]
    [InlineData("128.0.0.0/1", "255.255.255.254", Role.Last)]
    [InlineData("128.0.0.0/1", "126.255.255.255", Role.Below)]
    [InlineData("126.0.0.0/7", "126.255.255.255", Role.Last)]
    [InlineData("fe00::/7", "fe00::", Role.First)]
    [InlineData("::/16", "0:0:0:0:0:1::", Role.First)]
    public void An_address_that_no_host_can_own_is_replaced_by_the_next_one(
        string prefix,
        string address,
        Role role
    )
    {
        Roles(prefix).Should().Contain($"{Address.Parse(address)}", role);
    }

    [Fact]
    public void Everybody_may_come_from_everywhere()
    {
        var roles = Roles("0.0.0.0/0", "::/0");

        roles["1.0.0.0"].Should().Be(Role.First);
        roles.Values.Should().NotContain([Role.Below, Role.Above, Role.Outsider]);
    }

    [Fact]
    public void Prefixes_beyond_the_networks_are_played_by_one_client()
    {
        var prefixes = Enumerable.Range(0, 20).Select(number => $"10.{number}.0.0/24").ToArray();
        var plan = TopologyPlan.For(Allowing(prefixes));

        plan.Networks.Should().HaveCount(TopologyPlan.MaxLans + 1);
        plan.Services.Single()
            .Sources.Single(source => $"{source.Address}" == "10.19.0.0")
            .Via.Should()
            .Be("wan0");
    }

    [Fact]
    public void The_target_has_an_address_in_the_network_of_its_client()
    {
        var lan = TopologyPlan.For(Allowing("192.168.1.0/24")).Networks[0];

        Prefix.Parse("192.168.1.0/24").Contains(lan.TargetIPv4!.Value).Should().BeTrue();
        lan.TargetIPv6.Should().BeNull();
    }

    [Fact]
    public void Where_a_prefix_has_no_room_the_target_lives_outside()
    {
        var lan = TopologyPlan.For(Allowing("192.168.1.7/32")).Networks[0];

        $"{lan.TargetIPv4}".Should().StartWith("198.18.0.");
    }

    [Fact]
    public void An_address_that_is_excepted_is_an_outsider_between_two_edges()
    {
        var service = new ProtectedService(
            Catalogue.Portmap,
            [Prefix.Parse("192.168.1.0/24")],
            [Prefix.Parse("192.168.1.13")]
        );

        var edges = Edges.Of(service);

        edges[Address.Parse("192.168.1.12")].Should().Be(Role.Last);
        edges[Address.Parse("192.168.1.13")].Should().BeOneOf(Role.Above, Role.Below);
        edges[Address.Parse("192.168.1.14")].Should().Be(Role.First);
    }

    private static Dictionary<string, Role> Roles(params string[] prefixes) =>
        TopologyPlan
            .For(Allowing(prefixes))
            .Services.Single()
            .Sources.DistinctBy(source => source.Address)
            .ToDictionary(source => $"{source.Address}", source => source.Role);

    private static Policy Allowing(params string[] prefixes) =>
        new(
            "test",
            [new(Catalogue.Portmap, prefixes.Select(Prefix.Parse).ToEquatableArray(), [])],
            true,
            Otherwise.Drop,
            [ProtectionName.Iptables]
        );
}
