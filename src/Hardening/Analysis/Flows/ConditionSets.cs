using System.Diagnostics;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Flows;

/// <summary>The packets for which conditions hold.</summary>
/// <param name="space">Where the sets live.</param>
/// <param name="names">The names that are told apart in it.</param>
internal sealed class ConditionSets(PacketSpace space, NameAtoms names)
{
    internal PacketSet Of(Condition condition) =>
        condition switch
        {
            Condition.Among(var field, var values) => space.OneOf(field, values.AsSpan()),
            Condition.BitsAre(var field, var mask, var value) => space.Masked(field, mask, value),
            Condition.Named(var field, var name, var isPrefix) => space.OneOf(
                field,
                names.Values(field, name, isPrefix).AsSpan()
            ),
            Condition.Unmodelled(var text) => space.Unknown(text),
            Condition.Not(var negand) => ~Of(negand),
            Condition.AllOf(var conditions) => All(conditions),
            Condition.AnyOf(var conditions) => Any(conditions),
            _ => throw new UnreachableException(),
        };

    private PacketSet All(EquatableArray<Condition> conditions)
    {
        var all = space.All;
        foreach (var condition in conditions)
        {
            all &= Of(condition);
        }
        return all;
    }

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
