using CsCheck;
using Hardening.Addresses;
using Hardening.Analysis.Flows;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;

namespace Hardening.Tests.Analysis.Solver;

/// <summary>What the sets say of random conditions and filters, Z3 says too.</summary>
public sealed class SolverTests
{
    private const int MaxRules = 9;
    private static readonly HookPoint[] Way = [HookPoint.Prerouting, HookPoint.Input];

    [Fact]
    public void Two_conditions_are_equal_as_sets_where_they_are_equal_as_formulas()
    {
        SkipWithoutSolver();
        FilterGenerator
            .Conditions.Select(FilterGenerator.Conditions)
            .Sample(
                (one, other) =>
                {
                    var (space, names) = Make(
                        Conditions.Within(one).Concat(Conditions.Within(other))
                    );
                    var sets = new ConditionSets(space, names);
                    var (a, b) = (sets.Of(one), sets.Of(other));
                    var formulas = new SolvedFilter(names, space.Layout.Width);
                    var (x, y) = (formulas.Of(one), formulas.Of(other));

                    Z3.Hold(
                            formulas.Script,
                            x,
                            SolvedFilter.And(x, y),
                            SolvedFilter.And(x, $"(not {y})"),
                            $"(xor {x} {y})"
                        )
                        .Should()
                        .Equal(!a.IsEmpty, a.Overlaps(b), !a.IsSubsetOf(b), a != b);
                },
                iter: 400,
                print: pair => $"{FilterText.Of(pair.Item1)}\n{FilterText.Of(pair.Item2)}"
            );
    }

    [Fact]
    public void A_filter_lets_through_as_a_set_what_it_lets_through_as_a_formula()
    {
        SkipWithoutSolver();
        FilterGenerator
            .Filters.Select(Plain)
            .Where(filter =>
                filter.Tables.Sum(table => table.Chains.Sum(chain => chain.Rules.Count)) <= MaxRules
            )
            .Sample(
                filter =>
                {
                    var (space, names) = Make(Conditions.In(filter));
                    var through = new FilterFlow(filter, space, names).Before(space.All, Way);
                    var formulas = new SolvedFilter(names, space.Layout.Width);
                    var formula = formulas.Through([.. filter.Along(Way)]);
                    var (inside, outside) = (Ends(through).ToList(), Ends(~through).ToList());
                    var packets = inside
                        .Concat(outside)
                        .Select(packet => SolvedFilter.And(Is(formulas, packet), formula))
                        .ToList();

                    Z3.Hold(formulas.Script, [formula, $"(not {formula})", .. packets])
                        .Should()
                        .Equal([
                            !through.IsEmpty,
                            !through.IsAll,
                            .. inside.Select(_ => true),
                            .. outside.Select(_ => false),
                        ]);
                },
                iter: 150,
                print: FilterText.Of
            );
    }

    /// <summary>Packets of a set: the one with the lowest values, and one for each of some other wishes.</summary>
    private static IEnumerable<PacketSample> Ends(PacketSet set) =>
        set.IsEmpty
            ? []
            :
            [
                set.Sample(),
                set.Sample((PacketField.Mark, [0xff]), (PacketField.DestinationPort, [111])),
                set.Sample((PacketField.ConnectionState, [8]), (PacketField.TimeToLive, [255, 1])),
                set.Sample((PacketField.ConnectionMark, [0xfe]), (PacketField.InInterface, [1])),
            ];

    private static string Is(SolvedFilter formulas, PacketSample sample) =>
        SolvedFilter.And(
            sample
                .Fields.Select(one => formulas.Equals(one.Key, one.Value))
                .Concat(
                    sample.Answers.Select(answer =>
                        $"(= {formulas.Unknown(answer.Key)} {(answer.Value ? "true" : "false")})"
                    )
                )
        );

    /// <summary>Without what nobody knows: neither steps that forget nor nat.</summary>
    private static PacketFilter Plain(PacketFilter filter) =>
        filter with
        {
            Tables = filter
                .Tables.Select(table => new ChainTable(
                    table.Name,
                    table
                        .Chains.Select(chain => new Chain(
                            chain.Name,
                            chain
                                .Rules.Select(rule =>
                                    rule with
                                    {
                                        Steps = rule
                                            .Steps.Where(step => step is not Step.Forget)
                                            .ToEquatableArray(),
                                    }
                                )
                                .ToEquatableArray()
                        ))
                        .ToEquatableArray(),
                    table
                        .BaseChains.Select(chain => chain with { Kind = ChainKind.Filter })
                        .ToEquatableArray()
                ))
                .ToEquatableArray(),
        };

    private static (PacketSpace Space, NameAtoms Names) Make(IEnumerable<Condition> conditions)
    {
        var names = NameAtoms.Of(conditions);
        return (new PacketSpace(IpFamily.IPv4, names.Count), names);
    }

    private static void SkipWithoutSolver() =>
        Assert.SkipUnless(Z3.IsHere, "libz3 is not on this machine: apt-get install libz3-4");
}
