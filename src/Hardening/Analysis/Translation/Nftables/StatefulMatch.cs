using System.Diagnostics;
using Hardening.Analysis.Semantics;
using Hardening.Rulesets;
using Hardening.Rulesets.Nftables.Printing;
using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Analysis.Translation.Nftables;

/// <summary>The stateful statements that may end a rule, as questions: limits, quotas, counts of connections (nft(8), "STATEMENTS").</summary>
internal static class StatefulMatch
{
    /// <summary>One that the rule itself has.</summary>
    internal static Condition Of(Statement statement, RulePlace place) =>
        Stateful.At(Text(statement), place).NegatedIf(IsOver(statement));

    /// <summary>One that a set keeps apart for each of its elements.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="keys">What the elements are.</param>
    /// <param name="timeout">How long an element stays that nobody asks for, in milliseconds; null for ever.</param>
    /// <param name="of">A question of the set's state.</param>
    internal static Condition ForEach(
        Statement statement,
        IEnumerable<string> keys,
        ulong? timeout,
        Condition.Unmodelled of
    ) =>
        (of with { Text = Stateful.ForEach(Text(statement), keys, timeout) }).NegatedIf(
            IsOver(statement)
        );

    /// <summary>The fields that an element is made of.</summary>
    internal static IReadOnlyList<string> KeysOf(Expression key) =>
        key is Expression.Concatenation(var parts)
            ? [.. parts.Select(part => DocumentPrinter.Print(part))]
            : [DocumentPrinter.Print(key)];

    private static bool IsOver(Statement statement) =>
        statement
            is Statement.Limit { IsOver: true }
                or Statement.Quota { IsOver: true }
                or Statement.ConnectionLimit { IsOver: true };

    private static string Text(Statement statement) =>
        statement switch
        {
            Statement.Limit { Unit: "packets" } limit => Stateful.Limit(
                limit.Rate,
                limit.Per,
                limit.Burst ?? Stateful.DefaultBurst
            ),
            Statement.Limit limit => Stateful.LimitOfBytes(
                limit.Rate * BytesIn(limit.Unit),
                limit.Per,
                (limit.Burst ?? 0) * BytesIn(limit.BurstUnit)
            ),
            Statement.Quota quota => Stateful.Quota(quota.Amount * BytesIn(quota.Unit)),
            Statement.ConnectionLimit limit => Stateful.Connections(limit.Count),
            _ => throw new UnreachableException(),
        };

    private static ulong BytesIn(string unit) =>
        unit switch
        {
            "kbytes" => 1 << 10,
            "mbytes" => 1 << 20,
            _ => 1,
        };
}
