using CsCheck;
using Hardening.Addresses;
using Hardening.Analysis.Flows;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;

namespace Hardening.Tests.Analysis.PacketSets;

/// <summary>The laws of sets, and what becomes of single packets.</summary>
public sealed class PacketSetPropertyTests
{
    private static readonly Gen<(Condition First, Condition Second)> Pairs =
        FilterGenerator.Conditions.Select(FilterGenerator.Conditions);

    [Fact]
    public void Sets_keep_the_laws_of_sets() =>
        Pairs.Sample(
            pair =>
            {
                var (a, b, space) = Make(pair);

                (~(a & b)).Should().Be(~a | ~b);
                (a | (a & b)).Should().Be(a);
                (a - b).Should().Be(a & ~b);
                (a ^ b).Should().Be((a - b) | (b - a));
                (a & ~a).Should().Be(space.None);
                (a | ~a).Should().Be(space.All);
                a.IfThenElse(b, ~b).Should().Be(~(a ^ b));
                (a & b).IsSubsetOf(a).Should().BeTrue();
                a.Overlaps(b).Should().Be(!(a & b).IsEmpty);
            },
            iter: 2000
        );

    [Fact]
    public void Values_of_a_field_in_both_sets_are_those_of_what_both_hold() =>
        Pairs
            .Select(Chosen.From(Enum.GetValues<PacketField>()))
            .Sample(
                (pair, field) =>
                {
                    var (a, b, _) = Make(pair);

                    a.SharedIn(field, b)
                        .Should()
                        .Be(
                            Enum.GetValues<PacketField>()
                                .Where(other => other != field)
                                .Aggregate((a & b).Possible, (set, other) => set.Ignoring(other))
                        );
                },
                iter: 1000
            );

    [Fact]
    public void What_all_conditions_ask_is_what_each_asks() =>
        FilterGenerator
            .Conditions.Array[0, 5]
            .Sample(
                conditions =>
                {
                    var names = NameAtoms.Of(
                        conditions.SelectMany(Hardening.Analysis.Semantics.Conditions.Within)
                    );
                    var space = new PacketSpace(IpFamily.IPv4, names.Count);
                    var sets = new ConditionSets(space, names);

                    sets.All(conditions)
                        .Should()
                        .Be(
                            conditions.Aggregate(
                                space.All,
                                (all, condition) => all & sets.Of(condition)
                            )
                        );
                },
                iter: 2000
            );

    [Fact]
    public void What_is_certain_is_in_the_set_and_the_set_is_possible() =>
        Pairs.Sample(
            pair =>
            {
                var (a, b, _) = Make(pair);

                a.Certain.IsSubsetOf(a).Should().BeTrue();
                a.IsSubsetOf(a.Possible).Should().BeTrue();
                (a | b).Possible.Should().Be(a.Possible | b.Possible);
                (a & b).Certain.Should().Be(a.Certain & b.Certain);
                a.Possible.Unknowns.Should().BeEmpty();
            },
            iter: 2000
        );

    [Fact]
    public void A_sample_is_in_its_set() =>
        Pairs.Sample(
            pair =>
            {
                var (a, _, _) = Make(pair);
                if (a.IsEmpty)
                {
                    return;
                }

                var sample = a.Sample((PacketField.DestinationPort, [111u]));

                a.Contains(
                        field => sample.Fields[field],
                        text => sample.Answers.GetValueOrDefault(text)
                    )
                    .Should()
                    .BeTrue();
            },
            iter: 2000
        );

    [Fact]
    public void A_field_that_has_been_set_is_asked_no_more() =>
        Pairs
            .Select(FilterGenerator.Packets)
            .Sample(
                (pair, packet) =>
                {
                    var (a, _, _) = Make(pair);
                    var names = Names(pair);

                    var set = a.With(PacketField.DestinationPort, 0xffff, 111);

                    set.Should().Be(set.Ignoring(PacketField.DestinationPort));
                    set.Holds(packet, names)
                        .Should()
                        .Be(a.Holds(packet.With(PacketField.DestinationPort, 0xffff, 111), names));
                },
                iter: 2000
            );

    [Fact]
    public void Boxes_are_the_set_and_do_not_overlap() =>
        Pairs.Sample(
            pair =>
            {
                var (a, _, space) = Make(pair);
                var set = a.Possible;
                var sum = space.None;
                foreach (var box in set.Boxes(Enum.GetValues<PacketField>()).Take(200))
                {
                    var product = space.All;
                    foreach (var side in box.Sides)
                    {
                        product &= side.Packets;
                    }
                    product.Overlaps(sum).Should().BeFalse();
                    sum |= product;
                }
                sum.Should().Be(set);
            },
            iter: 300
        );

    private static (PacketSet First, PacketSet Second, PacketSpace Space) Make(
        (Condition First, Condition Second) pair
    )
    {
        var names = Names(pair);
        var space = new PacketSpace(IpFamily.IPv4, names.Count);
        var sets = new ConditionSets(space, names);
        return (sets.Of(pair.First), sets.Of(pair.Second), space);
    }

    private static NameAtoms Names((Condition First, Condition Second) pair) =>
        NameAtoms.Of(
            Enumerable.Concat(
                Hardening.Analysis.Semantics.Conditions.Within(pair.First),
                Hardening.Analysis.Semantics.Conditions.Within(pair.Second)
            )
        );
}
