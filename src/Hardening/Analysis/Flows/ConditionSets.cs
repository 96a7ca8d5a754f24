using System.Diagnostics;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Flows;

/// <summary>The packets for which conditions hold, each condition worked out once.</summary>
/// <param name="space">Where the sets live.</param>
/// <param name="names">The names that are told apart in it.</param>
internal sealed class ConditionSets(PacketSpace space, NameAtoms names)
{
    private readonly Dictionary<Condition, PacketSet> known = [];

    internal PacketSet Of(Condition condition)
    {
        if (!known.TryGetValue(condition, out var set))
        {
            known[condition] = set = WorkOut(condition);
        }
        return set;
    }

    /// <summary>
    /// The packets for which all hold. What asks lower levels comes first, and what asks a field above is put on top of it: so no node is
    /// made that the end does not need.
    /// </summary>
    internal PacketSet All(params ReadOnlySpan<Condition> conditions)
    {
        var parts = new List<(int Level, Condition Condition)>();
        Gather(conditions, parts);
        parts.Sort(static (one, other) => other.Level.CompareTo(one.Level));
        var all = space.All;
        foreach (var (_, condition) in parts)
        {
            all = condition switch
            {
                Condition.Among(var field, var values) => space.OneOf(field, values.AsSpan(), all),
                Condition.BitsAre(var field, var mask, var value) => space.Masked(
                    field,
                    mask,
                    value,
                    all
                ),
                _ => all & Of(condition),
            };
        }
        return all;
    }

    private void Gather(
        ReadOnlySpan<Condition> conditions,
        List<(int Level, Condition Condition)> parts
    )
    {
        foreach (var condition in conditions)
        {
            switch (condition)
            {
                case Condition.AllOf(var nested):
                    Gather(nested.AsSpan(), parts);
                    break;
                case Condition.Among(var field, _):
                    parts.Add((space.Layout.First(field), condition));
                    break;
                case Condition.BitsAre(var field, _, _):
                    parts.Add((space.Layout.First(field), condition));
                    break;
                default:
                    parts.Add((space.LevelOf(Of(condition)), condition));
                    break;
            }
        }
    }

    private PacketSet WorkOut(Condition condition) =>
        condition switch
        {
            Condition.Among(var field, var values) => space.OneOf(field, values.AsSpan()),
            Condition.BitsAre(var field, var mask, var value) => space.Masked(field, mask, value),
            Condition.Named(var field, var name, var isPrefix) => space.OneOf(
                field,
                names.Values(field, name, isPrefix).AsSpan()
            ),
            Condition.Unmodelled unknown => space.Unknown(unknown.Name),
            Condition.Not(var negand) => ~Of(negand),
            Condition.AllOf(var conditions) => All(conditions.AsSpan()),
            Condition.AnyOf(var conditions) => Any(conditions),
            _ => throw new UnreachableException(),
        };

    // One after the other: a small set that meets a large one costs no more than the small one.
    private PacketSet Any(EquatableArray<Condition> conditions)
    {
        var any = space.None;
        foreach (var condition in conditions)
        {
            any |= Of(condition);
        }
        return any;
    }
}
