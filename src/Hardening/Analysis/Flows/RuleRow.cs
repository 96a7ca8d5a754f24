using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Flows;

/// <summary>Rules in a row that ask one field for a few values each, and nothing else, and say the same: lists of addresses are so. Together they are one set.</summary>
/// <param name="Count">How many rules.</param>
/// <param name="Field">What they ask.</param>
/// <param name="Values">What one of them matches; sorted, disjoint.</param>
internal sealed record RuleRow(int Count, PacketField Field, EquatableArray<ValueRange> Values)
{
    /// <summary>Fewer are not worth it.</summary>
    private const int Shortest = 2;

    /// <summary>The row that begins with a rule; null for none.</summary>
    /// <param name="rules">The rules of a chain.</param>
    /// <param name="first">The number of the rule, from 0.</param>
    /// <param name="layout">How wide fields are.</param>
    internal static RuleRow? From(EquatableArray<Rule> rules, int first, FieldLayout layout)
    {
        if (Part(rules[first], layout) is not var (field, _, verdict))
        {
            return null;
        }
        var ranges = new List<ValueRange>();
        var next = first;
        while (
            next < rules.Count
            && Part(rules[next], layout) is var (other, range, says)
            && other == field
            && says == verdict
        )
        {
            ranges.Add(range);
            next++;
        }
        return next - first < Shortest
            ? null
            : new RuleRow(next - first, field, ValueRanges.Merge(ranges));
    }

    private static (PacketField Field, ValueRange Range, Verdict Verdict)? Part(
        Rule rule,
        FieldLayout layout
    ) =>
        rule.Steps.Count == 2
        && rule.Steps[0] is Step.When(var condition)
        && rule.Steps[1]
            is Step.Decide(
                (Verdict.Accept or Verdict.Drop or Verdict.Reject or Verdict.Return)
                    and var verdict
            )
            ? condition switch
            {
                Condition.BitsAre(var field, var mask, var value)
                    when Free(layout.Width(field), mask) is { } free && (value & ~mask) == 0 => (
                    field,
                    new ValueRange(value, value | free),
                    verdict
                ),
                Condition.Among(var field, { Count: 1 } values) => (field, values[0], verdict),
                _ => null,
            }
            : null;

    /// <summary>The bits that a mask leaves free, where those are the lowest ones.</summary>
    private static UInt128? Free(int width, UInt128 mask)
    {
        var free = width == 0 ? 0 : ~mask & (UInt128.MaxValue >> (128 - width));
        return (free & (free + 1)) == 0 ? free : null;
    }
}
