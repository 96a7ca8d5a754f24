using Hardening.Addresses;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Flows;

/// <summary>
/// Makes sets of addresses smaller than they are where nothing tells their members apart. Between two addresses that some other
/// condition names, all members of the same large sets meet the same fate: a few of them stand for all, and every answer about all
/// packets stays what it was. The lowest members of each kind stay themselves, so an example is one of the real sets too.
/// </summary>
internal sealed class AddressClasses
{
    // Fewer ranges than these cost less than they would save.
    private const int Large = 1000;

    // Of each kind between two named addresses so many stay what they are.
    private const int MostKept = 128;

    // What stands for the rest is long enough to take an example from its midst.
    private const int Roomy = 16;

    // One bit of a word for each.
    private const int MostSets = 64;

    private readonly PacketField field;
    private readonly UInt128 highest;
    private readonly List<Condition.Among> large = [];
    private readonly SortedSet<UInt128> cuts = [];
    private bool isInOneClass = true;

    private AddressClasses(PacketField field, IpFamily family) =>
        (this.field, highest) = (field, Address.Highest(family).Bits);

    /// <summary>Filters of one family that answer every question as these do, as long as no other addresses are asked for.</summary>
    /// <param name="filters">What is asked together.</param>
    /// <param name="asked">What else will be asked.</param>
    internal static IReadOnlyList<PacketFilter> Of(
        IReadOnlyList<PacketFilter> filters,
        IEnumerable<Condition> asked
    )
    {
        if (!filters.Any(HasLarge))
        {
            return filters;
        }
        var conditions = filters.SelectMany(Conditions.In).ToList();
        conditions.AddRange(asked.SelectMany(Conditions.Within));
        var changes = filters
            .SelectMany(filter => filter.Tables)
            .SelectMany(table => table.Chains)
            .SelectMany(chain => chain.Rules)
            .SelectMany(rule => rule.Steps)
            .OfType<Step.Change>()
            .ToList();
        conditions.AddRange(changes.SelectMany(change => Conditions.Within(change.Where)));
        var smaller = new Dictionary<Condition, Condition>(ReferenceEqualityComparer.Instance);
        foreach (
            var address in (PacketField[])
                [PacketField.SourceAddress, PacketField.DestinationAddress]
        )
        {
            var classes = new AddressClasses(address, filters[0].Family);
            conditions.ForEach(classes.Ask);
            changes.ForEach(classes.Change);
            classes.Shrink(smaller);
        }
        return [.. filters.Select(filter => Replaced(filter, smaller))];
    }

    // Of most filters nothing more is asked.
    private static bool HasLarge(PacketFilter filter)
    {
        foreach (var table in filter.Tables)
        {
            foreach (var chain in table.Chains)
            {
                foreach (var rule in chain.Rules)
                {
                    foreach (var step in rule.Steps)
                    {
                        if (
                            step switch
                            {
                                Step.When(var condition) => IsLarge(condition),
                                Step.Choose(var cases) => cases.Any(one => IsLarge(one.Condition)),
                                _ => false,
                            }
                        )
                        {
                            return true;
                        }
                    }
                }
            }
        }
        return false;
    }

    private static bool IsLarge(Condition condition) =>
        condition switch
        {
            Condition.Among(_, var values) => values.Count > Large,
            Condition.Not(var negand) => IsLarge(negand),
            Condition.AllOf(var all) => all.Any(IsLarge),
            Condition.AnyOf(var any) => any.Any(IsLarge),
            _ => false,
        };

    private void Ask(Condition condition)
    {
        switch (condition)
        {
            case Condition.Among(var asked, { Count: > Large }) among when asked == field:
                if (!large.Exists(one => ReferenceEquals(one, among)))
                {
                    large.Add(among);
                }
                break;
            case Condition.Among(var asked, var values) when asked == field:
                Cut(values);
                break;
            case Condition.BitsAre(var asked, var mask, var value) when asked == field:
                var free = highest & ~mask;
                if ((free & (free + 1)) == 0)
                {
                    Cut([new ValueRange(value & highest, (value & highest) | free)]);
                }
                else
                {
                    isInOneClass = false;
                }
                break;
        }
    }

    private void Change(Step.Change change)
    {
        if (change.Field != field)
        {
            return;
        }
        switch (change)
        {
            case Step.Assign(_, var mask, var value) when (mask & highest) == highest:
                Cut([new ValueRange(value, value)]);
                break;
            case Step.Forget(_, var values):
                Cut(values);
                break;
            default:
                // What becomes of an address depends on the address.
                isInOneClass = false;
                break;
        }
    }

    private void Cut(EquatableArray<ValueRange> values)
    {
        foreach (var range in values)
        {
            cuts.Add(range.First);
            if (range.Last < highest)
            {
                cuts.Add(range.Last + 1);
            }
        }
    }

    private void Shrink(Dictionary<Condition, Condition> smaller)
    {
        if (!isInOneClass || large.Count is 0 or > MostSets)
        {
            return;
        }
        var kept = large.Select(_ => new List<ValueRange>()).ToList();
        var seen = new Dictionary<ulong, int>();
        var last = (Members: 0ul, Length: (UInt128)0);
        foreach (var (range, members, isBehindCut) in Pieces())
        {
            if (isBehindCut)
            {
                seen.Clear();
            }
            var count = seen.GetValueOrDefault(members);
            var isLike = count >= MostKept && last.Length >= Roomy && !isBehindCut;
            if (!isLike)
            {
                seen[members] = count + 1;
                last = (members, range.Last - range.First);
            }
            for (var index = 0; index < kept.Count; index++)
            {
                if ((last.Members >> index & 1) != 0)
                {
                    Add(kept[index], range);
                }
            }
        }
        foreach (var (index, one) in large.Index())
        {
            smaller[one] = one with { Values = kept[index].ToEquatableArray() };
        }
    }

    private static void Add(List<ValueRange> ranges, ValueRange range)
    {
        if (ranges.Count > 0 && ranges[^1].Last + 1 == range.First)
        {
            ranges[^1] = new ValueRange(ranges[^1].First, range.Last);
        }
        else
        {
            ranges.Add(range);
        }
    }

    /// <summary>All addresses in order, each range with the large sets that it is in, one bit for each, and whether it begins where another condition tells apart.</summary>
    private IEnumerable<(ValueRange Range, ulong Members, bool IsBehindCut)> Pieces()
    {
        var named = cuts.ToArray();
        var at = new int[large.Count];
        var cut = 0;
        UInt128 first = 0;
        while (true)
        {
            var isBehindCut = first == 0;
            while (cut < named.Length && named[cut] <= first)
            {
                isBehindCut |= named[cut] == first;
                cut++;
            }
            var last = cut < named.Length ? named[cut] - 1 : highest;
            var members = 0ul;
            for (var index = 0; index < large.Count; index++)
            {
                var values = large[index].Values;
                while (at[index] < values.Count && values[at[index]].Last < first)
                {
                    at[index]++;
                }
                if (at[index] == values.Count)
                {
                    continue;
                }
                var range = values[at[index]];
                if (range.First <= first)
                {
                    members |= 1ul << index;
                    last = UInt128.Min(last, range.Last);
                }
                else
                {
                    last = UInt128.Min(last, range.First - 1);
                }
            }
            yield return (new ValueRange(first, last), members, isBehindCut);
            if (last >= highest)
            {
                yield break;
            }
            first = last + 1;
        }
    }

    private static PacketFilter Replaced(
        PacketFilter filter,
        Dictionary<Condition, Condition> smaller
    ) => filter.WithRules((_, chain) => chain.Rules.Select(rule => Replaced(rule, smaller)));

    private static Rule Replaced(Rule rule, Dictionary<Condition, Condition> smaller) =>
        rule with
        {
            Steps = rule
                .Steps.Select(step =>
                    step switch
                    {
                        Step.When(var condition) => new Step.When(Replaced(condition, smaller)),
                        Step.Choose(var cases) => new Step.Choose(
                            cases
                                .Select(one =>
                                    one with
                                    {
                                        Condition = Replaced(one.Condition, smaller),
                                    }
                                )
                                .ToEquatableArray()
                        ),
                        Step.Change change => change with
                        {
                            Where = Replaced(change.Where, smaller),
                        },
                        _ => step,
                    }
                )
                .ToEquatableArray(),
        };

    private static Condition Replaced(
        Condition condition,
        Dictionary<Condition, Condition> smaller
    ) =>
        condition switch
        {
            Condition.Among => smaller.GetValueOrDefault(condition, condition),
            Condition.Not(var negand) => new Condition.Not(Replaced(negand, smaller)),
            Condition.AllOf(var all) => new Condition.AllOf(
                all.Select(one => Replaced(one, smaller)).ToEquatableArray()
            ),
            Condition.AnyOf(var any) => new Condition.AnyOf(
                any.Select(one => Replaced(one, smaller)).ToEquatableArray()
            ),
            _ => condition,
        };
}
