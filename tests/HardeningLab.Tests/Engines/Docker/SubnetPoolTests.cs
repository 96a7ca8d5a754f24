using CsCheck;
using Hardening.Addresses;
using HardeningLab.Engines.Docker;

namespace HardeningLab.Tests.Engines.Docker;

/// <summary>What holds of the subnets that a lab's networks get, whatever is taken.</summary>
public sealed class SubnetPoolTests
{
    private static readonly string[] Starts =
    [
        "198.18.0.0",
        "198.19.64.0",
        "10.0.0.0",
        "172.20.0.0",
        "fd00::",
    ];

    // Around and within the ranges that the pool draws from, from a single address up to all of a range.
    private static readonly Gen<Prefix> Taken =
        from range in Gen.OneOf(Starts.Select(start => Gen.Const(start)).ToArray())
        from offset in Gen.UInt
        from length in Gen.Int[8, 32]
        let start = Address.Parse(range)
        let bits = start.Family == IpFamily.IPv4
            ? start.Bits + (offset & 0xffff)
            : start.Bits + ((UInt128)offset << 88)
        select Prefix.Around(new Address(start.Family, bits), length);

    private static readonly Gen<(Prefix[] Taken, int Seed)> Cases = Gen.Select(
        Taken.Array[0, 20],
        Gen.Int
    );

    private static readonly AddressSet Homes = AddressSet.Of(
        Prefix.Parse("172.16.0.0/12"),
        Prefix.Parse("192.168.0.0/16")
    );

    [Fact]
    public void Subnets_overlap_neither_what_is_taken_nor_homes_nor_each_other()
    {
        Cases.Sample(
            one =>
            {
                var taken = AddressSet.Of(one.Taken).Union(Homes);
                foreach (var subnet in All(one.Taken, one.Seed).SelectMany(Both))
                {
                    taken.Intersect(AddressSet.Of(subnet)).IsEmpty.Should().BeTrue();
                    taken = taken.Union(AddressSet.Of(subnet));
                }
            },
            iter: 50
        );
    }

    [Fact]
    public void Subnets_are_a_28_of_no_router_and_a_unique_local_64()
    {
        var ours = AddressSet.Of(Prefix.Parse("198.18.0.0/15"));
        var local = Prefix.Parse("fd00::/8");

        All([], seed: 7)
            .Should()
            .HaveCount(SubnetPool.Size)
            .And.OnlyContain(subnets =>
                subnets.IPv4.Length == 28
                && ours.Contains(subnets.IPv4)
                && subnets.IPv6.Length == 64
                && local.Contains(subnets.IPv6.First)
            );
    }

    [Fact]
    public void The_same_seed_gives_the_same_subnets_and_another_one_others()
    {
        All([], seed: 7).Should().Equal(All([], seed: 7));
        All([], seed: 7).Intersect(All([], seed: 8)).Should().HaveCountLessThan(64);
    }

    [Fact]
    public void Private_space_is_used_where_the_benchmark_range_is_taken()
    {
        All([Prefix.Parse("198.18.0.0/15")], seed: 7)
            .Should()
            .HaveCount(SubnetPool.Size)
            .And.OnlyContain(subnets => Prefix.Parse("10.0.0.0/8").Contains(subnets.IPv4.First));
    }

    [Fact]
    public void A_pool_where_everything_is_taken_gives_nothing()
    {
        new SubnetPool([Prefix.Any(IpFamily.IPv4)], seed: 7).Take().Should().BeNull();
    }

    [Fact]
    public void Every_host_of_a_network_has_an_address_of_its_own_in_it()
    {
        var subnets = All([], seed: 7)[0];
        var hosts = new[] { subnets.Gateway, subnets.Target, subnets.Client };

        hosts.Should().OnlyHaveUniqueItems();
        hosts
            .Should()
            .OnlyContain(host =>
                subnets.IPv4.Contains(host.IPv4)
                && host.IPv4 != subnets.IPv4.First
                && host.IPv4 != subnets.IPv4.Last
                && subnets.IPv6.Contains(host.IPv6)
            );
    }

    private static List<Subnets> All(Prefix[] taken, int seed)
    {
        var pool = new SubnetPool(taken, seed);
        var all = new List<Subnets>();
        while (pool.Take() is { } subnets)
        {
            all.Add(subnets);
        }
        return all;
    }

    private static Prefix[] Both(Subnets subnets) => [subnets.IPv4, subnets.IPv6];
}
