using CsCheck;
using Hardening.Addresses;

namespace Hardening.Tests.Addresses;

/// <summary>The laws of sets, against a model that asks every range in turn.</summary>
public sealed class AddressSetPropertyTests
{
    // The ends of a family, where arithmetic overflows, and a few neighbours of each.
    private static readonly Gen<Address> Place =
        from family in Gen.Enum<IpFamily>()
        from offset in Gen.Int[0, 40]
        from high in Gen.Bool
        select high
            ? new Address(family, Address.Highest(family).Bits - (uint)offset)
            : new Address(family, (uint)offset);

    private static readonly Gen<AddressRange> Range = Gen.Select(Place, Place)
        .Where((one, other) => one.Family == other.Family)
        .Select(
            (one, other) =>
                one < other ? new AddressRange(one, other) : new AddressRange(other, one)
        );

    private static readonly Gen<AddressRange[]> Ranges = Range.Array[0, 8];

    private static readonly Address[] Places =
    [
        .. from family in Enum.GetValues<IpFamily>()
        from offset in Enumerable.Range(0, 43)
        from address in new Address[]
        {
            new(family, (uint)offset),
            new(family, Address.Highest(family).Bits - (uint)offset),
        }
        select address,
    ];

    private static bool Holds(AddressRange[] ranges, Address address) =>
        Array.Exists(ranges, range => range.Contains(address));

    private static bool Agrees(AddressSet set, Func<Address, bool> model) =>
        Array.TrueForAll(Places, address => set.Contains(address) == model(address))
        && IsNormal(set);

    private static bool IsNormal(AddressSet set) =>
        Enum.GetValues<IpFamily>()
            .All(family =>
                set.Ranges(family)
                    .Zip(set.Ranges(family).Skip(1))
                    .All(pair => pair.First.Last.Next < pair.Second.First)
            );

    [Fact]
    public void A_set_holds_what_one_of_its_ranges_holds() =>
        Ranges.Sample(ranges =>
            Agrees(AddressSet.OfRanges(ranges), address => Holds(ranges, address))
        );

    [Fact]
    public void Union_intersection_difference_and_complement_are_those_of_logic() =>
        Gen.Select(Ranges, Ranges)
            .Sample(
                (a, b) =>
                {
                    var left = AddressSet.OfRanges(a);
                    var right = AddressSet.OfRanges(b);
                    return Agrees(
                            left.Union(right),
                            address => Holds(a, address) || Holds(b, address)
                        )
                        && Agrees(
                            left.Intersect(right),
                            address => Holds(a, address) && Holds(b, address)
                        )
                        && Agrees(
                            left.Except(right),
                            address => Holds(a, address) && !Holds(b, address)
                        )
                        && Agrees(left.Complement(), address => !Holds(a, address));
                },
                iter: 5_000
            );

    [Fact]
    public void De_Morgan_holds_and_equal_sets_are_equal_values() =>
        Gen.Select(Ranges, Ranges)
            .Sample(
                (a, b) =>
                {
                    var left = AddressSet.OfRanges(a);
                    var right = AddressSet.OfRanges(b);
                    var one = left.Union(right).Complement();
                    var other = left.Complement().Intersect(right.Complement());
                    return one.Equals(other) && one.GetHashCode() == other.GetHashCode();
                }
            );

    [Fact]
    public void The_order_and_repetition_of_ranges_do_not_matter() =>
        Ranges.Sample(ranges =>
            AddressSet.OfRanges(ranges).Equals(AddressSet.OfRanges(ranges.Reverse().Concat(ranges)))
        );

    [Fact]
    public void A_subset_has_nothing_outside() =>
        Gen.Select(Ranges, Ranges)
            .Sample(
                (a, b) =>
                    AddressSet.OfRanges(a).IsSubsetOf(AddressSet.OfRanges(b))
                    == Array.TrueForAll(Places, address => !Holds(a, address) || Holds(b, address))
            );

    [Fact]
    public void Its_prefixes_are_the_same_addresses_and_the_fewest() =>
        Ranges.Sample(ranges =>
        {
            var set = AddressSet.OfRanges(ranges);
            var prefixes = Enum.GetValues<IpFamily>()
                .SelectMany(family => set.Prefixes(family))
                .ToArray();
            return AddressSet.Of(prefixes).Equals(set)
                && prefixes.Zip(prefixes.Skip(1)).All(pair => pair.First.Last < pair.Second.First)
                && !prefixes.Any(prefix => prefixes.Contains(Sibling(prefix)));
        });

    // Of two networks that are the halves of a larger one, the larger one would do. The whole family has no sibling.
    private static Prefix Sibling(Prefix prefix) =>
        prefix.Length == 0
            ? new Prefix(Address.Parse("10.9.9.9"))
            : new Prefix(
                new(
                    prefix.Family,
                    prefix.Network.Bits ^ UInt128.One << (prefix.Network.Width - prefix.Length)
                ),
                prefix.Length
            );
}
