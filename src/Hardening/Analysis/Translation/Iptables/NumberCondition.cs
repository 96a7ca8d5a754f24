using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Rulesets.Iptables;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>Matches that compare a field with numbers.</summary>
internal static class NumberCondition
{
    /// <summary>A number, or a range of which either end may be left out.</summary>
    internal static Condition Range(
        RuleScope scope,
        PacketField field,
        RuleOption option,
        char separator
    )
    {
        var ends = option.Argument.Split(separator);
        var first = ends[0].Length == 0 ? 0 : Numeral.Find(ends[0]);
        var last = ends[^1].Length == 0 ? uint.MaxValue : Numeral.Find(ends[^1]);
        return
            option.Argument.Length > 0 && ends.Length <= 2 && first is { } low && last is { } high
            ? Condition.Between(field, low, high)
            : throw scope.Refused(option, "a number or a range of numbers");
    }

    internal static Condition Below(RuleScope scope, PacketField field, RuleOption option) =>
        Number(scope, option) is var end && end == 0
            ? Condition.Never
            : Condition.Between(field, 0, end - 1);

    internal static Condition Above(RuleScope scope, PacketField field, RuleOption option) =>
        Condition.Between(field, (UInt128)Number(scope, option) + 1, uint.MaxValue);

    /// <summary><c>VALUE[/MASK]</c>.</summary>
    internal static Condition Masked(RuleScope scope, PacketField field, RuleOption option)
    {
        var parts = option.Argument.Split('/');
        return
            parts.Length <= 2
            && Numeral.Find(parts[0]) is { } value
            && (parts.Length == 1 ? uint.MaxValue : Numeral.Find(parts[1])) is { } mask
            ? (value & ~mask) == 0
                ? new Condition.BitsAre(field, mask, value)
                : Condition.Never
            : throw scope.Refused(option, "a number, and a mask behind a / if need be,");
    }

    private static uint Number(RuleScope scope, RuleOption option) =>
        Numeral.Find(option.Argument) ?? throw scope.Refused(option, "a number");
}
