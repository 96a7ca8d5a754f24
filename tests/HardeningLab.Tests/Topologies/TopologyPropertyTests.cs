using CsCheck;
using Hardening;
using Hardening.Addresses;
using Hardening.Policies;
using HardeningLab.Topologies;

namespace HardeningLab.Tests.Topologies;

/// <summary>What holds of the plan of any policy.</summary>
public sealed class TopologyPropertyTests
{
    private static readonly Gen<Prefix> Anywhere =
        from family in Gen.Enum<IpFamily>()
        from high in Gen.ULong
        from low in Gen.ULong
        from length in Gen.Int[0, 128]
        let width = Address.WidthOf(family)
        let bits = new UInt128(high, low) >> (128 - width)
        select Prefix.Around(new Address(family, bits), length % (width + 1));

    private static readonly string[] Starts =
    [
        "0.0.0.0",
        "10.0.0.0",
        "126.255.255.0",
        "198.18.0.0",
        "203.0.113.0",
        "223.255.255.0",
        "255.255.255.0",
        "::",
        "2001:db8:113::",
        "2001:2::",
        "fe7f::",
        "febf:ffff::",
        "ffff::",
    ];

    // Neighbours at places where addresses end or are no host's.
    private static readonly Gen<Prefix> Crowded =
        from start in Gen.OneOf(Starts.Select(start => Gen.Const(start)).ToArray())
        from offset in Gen.UInt[0, 300]
        from shorter in Gen.Int[0, 9]
        let address = Address.Parse(start)
        let bits = UInt128.Min(address.Bits + offset, Address.Highest(address.Family).Bits)
        select Prefix.Around(new Address(address.Family, bits), address.Width - shorter);

    internal static readonly Gen<Policy> Policies =
        from allow in Gen.OneOf(Anywhere, Crowded).Array[0, 40]
        from except in Gen.OneOf(Anywhere, Crowded).Array[0, 3]
        select new Policy(
            "generated",
            [new(Catalogue.Portmap, allow.ToEquatableArray(), except.ToEquatableArray())],
            true,
            Otherwise.Drop,
            [ProtectionName.Iptables]
        );

    [Fact]
    public void A_source_comes_by_a_network_that_plays_it_to_an_address_of_the_target_there()
    {
        ForEverySource(
            (plan, _, source) =>
                source.IsLocal
                || source.Role == Role.LinkLocal
                || plan.Networks.Any(network =>
                    network.Name == source.Via
                    && network.Plays.Any(prefix => prefix.Contains(source.Address))
                    && network.Target(source.Address.Family) == source.Destination
                )
        );
    }

    [Fact]
    public void A_source_on_the_wire_is_an_address_that_a_host_can_own()
    {
        ForEverySource(
            (_, _, source) =>
                source.IsLocal
                || source.Role == Role.LinkLocal
                || !HostAddresses.Never.Contains(source.Address)
        );
    }

    [Fact]
    public void A_role_tells_which_side_of_an_edge_a_source_is_on()
    {
        ForEverySource(
            (_, service, source) =>
                source.Role switch
                {
                    Role.First or Role.Last or Role.Inside => service.Allow.Any(prefix =>
                        prefix.Contains(source.Address)
                    ),
                    Role.Outsider => !service.Sources.Contains(source.Address),
                    _ => true,
                }
        );
    }

    [Fact]
    public void No_address_asks_twice_over_one_link()
    {
        Policies.Sample(policy =>
        {
            var sources = TopologyPlan.For(policy).Services.Single().Sources;
            return sources.DistinctBy(source => (source.Address, source.Via)).Count()
                == sources.Count;
        });
    }

    [Fact]
    public void Every_edge_that_a_host_can_own_is_asked()
    {
        Policies.Sample(policy =>
        {
            var plan = TopologyPlan.For(policy);
            var asked = plan.Services.Single().Sources.Select(source => source.Address).ToHashSet();
            return policy
                .Services.Single()
                .Allow.SelectMany(Around)
                .All(edge => HostAddresses.Never.Contains(edge) || asked.Contains(edge));
        });
    }

    [Fact]
    public void The_target_sits_on_no_edge_and_on_no_address_twice()
    {
        Policies.Sample(policy =>
        {
            var plan = TopologyPlan.For(policy);
            var edges = policy.Services.Single().Allow.SelectMany(Around).ToHashSet();
            var own = plan
                .Networks.SelectMany(network =>
                    (Address?[])[network.TargetIPv4, network.TargetIPv6]
                )
                .OfType<Address>()
                .ToList();
            return own.Distinct().Count() == own.Count && !own.Exists(edges.Contains);
        });
    }

    [Fact]
    public void The_plan_of_a_policy_is_the_same_each_time()
    {
        Policies.Sample(policy => TopologyPlan.For(policy) == TopologyPlan.For(policy));
    }

    private static void ForEverySource(Func<Topology, ProtectedService, Source, bool> holds) =>
        Policies.Sample(policy =>
        {
            var plan = TopologyPlan.For(policy);
            return plan
                .Services.Single()
                .Sources.All(source => holds(plan, policy.Services.Single(), source));
        });

    private static IEnumerable<Address> Around(Prefix prefix) =>
        (
            (Address?[])[prefix.First.Previous, prefix.First, prefix.Last, prefix.Last.Next]
        ).OfType<Address>();
}
