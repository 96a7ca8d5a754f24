using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Rulesets.Iptables;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>
/// addrtype: what the routing table says of an address. With <c>--limit-iface-in</c> or <c>-out</c> the question is another one, what it says of one
/// interface alone, and has an unknown of its own.
/// </summary>
internal static class AddressTypeCondition
{
    internal static IEnumerable<Condition> Of(RuleScope scope, MatchGroup group)
    {
        var limit = group.Options.FirstOrDefault(IsLimit)?.Name;
        return group
            .Options.Where(option => !IsLimit(option))
            .Select(option =>
                (
                    limit is null
                        ? new Condition.Among(
                            option.Name == "--src-type"
                                ? PacketField.SourceType
                                : PacketField.DestinationType,
                            Numbers(scope, option)
                        )
                        : (Condition)
                            new Condition.AnyOf([
                                .. Numbers(scope, option)
                                    .Select(range =>
                                        Routes.IsOfType(
                                            range.First,
                                            range.Last,
                                            option.Name == "--src-type" ? "saddr" : "daddr",
                                            limit == "--limit-iface-in" ? "iif" : "oif"
                                        )
                                    ),
                            ])
                ).NegatedIf(option.IsNegated)
            );
    }

    private static bool IsLimit(RuleOption option) =>
        option.Name is "--limit-iface-in" or "--limit-iface-out";

    private static EquatableArray<ValueRange> Numbers(RuleScope scope, RuleOption option) =>
        ValueRanges.Merge(
            option
                .Argument.Split(',')
                .Select(word =>
                    Routes.Types.AsSpan().IndexOf(word.ToLowerInvariant()) is >= 0 and var number
                        ? new ValueRange((uint)number, (uint)number)
                        : throw scope.Refused(
                            word,
                            $"one of {string.Join(", ", Routes.Types).ToUpperInvariant()}"
                        )
                )
        );
}
