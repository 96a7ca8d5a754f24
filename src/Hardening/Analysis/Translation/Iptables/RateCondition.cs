using Hardening.Addresses;
using Hardening.Analysis.Semantics;
using Hardening.Rulesets;
using Hardening.Rulesets.Iptables;
using Hardening.Rulesets.Iptables.Extensions;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>
/// Matches that remember packets, as questions in the words of nft: limit, quota, statistic, connlimit and hashlimit
/// (xt_limit.c, xt_quota.c, xt_statistic.c, xt_connlimit.c, xt_hashlimit.c).
/// </summary>
internal static class RateCondition
{
    /// <summary>So many packets in a time.</summary>
    /// <param name="rate">As it was written, such as <c>3/m</c>; null if it was not.</param>
    /// <param name="burst">As it was written; null if it was not.</param>
    /// <param name="place">Which rule asks.</param>
    internal static Condition Limit(string? rate, string? burst, RulePlace place) =>
        Text(RateArgument.Limit, rate ?? "3/hour", burst) is { } text
            ? Stateful.At(text, place)
            : Condition.Never;

    internal static Condition Limit(RuleScope scope, MatchGroup group) =>
        Limit(Find(group, "--limit"), Find(group, "--limit-burst"), scope.Place);

    internal static IEnumerable<Condition> Quota(RuleScope scope, MatchGroup group) =>
        group.Options.Select(option =>
            Stateful
                .At(Stateful.Quota(Number(scope, option, ulong.MaxValue)), scope.Place)
                .NegatedIf(option.IsNegated)
        );

    /// <summary>Null where what iptables wants is missing.</summary>
    internal static Condition? Statistic(RuleScope scope, MatchGroup group)
    {
        if (group.Options.FirstOrDefault(one => one.Name == "--probability") is { } probability)
        {
            var share =
                RateExtensions.ShareOf(probability.Argument)
                ?? throw scope.Refused(probability, "a number from 0 to 1");
            return Stateful
                .At(FormattableString.Invariant($"meta random & 2147483647 < {share}"), scope.Place)
                .NegatedIf(probability.IsNegated);
        }
        if (group.Options.FirstOrDefault(one => one.Name == "--every") is not { } every)
        {
            return null;
        }
        var packet = Find(group, "--packet") ?? "0";
        return Stateful
            .At(
                FormattableString.Invariant(
                    $"numgen inc mod {Number(scope, every, uint.MaxValue)} {NumberArgument.Find(packet)}"
                ),
                scope.Place
            )
            .NegatedIf(every.IsNegated);
    }

    /// <summary>Null where what iptables wants is missing.</summary>
    internal static Condition? Connections(RuleScope scope, MatchGroup group)
    {
        if (
            group.Options.FirstOrDefault(one =>
                one.Name is "--connlimit-above" or "--connlimit-upto"
            )
            is not { } most
        )
        {
            return null;
        }
        var width = Address.WidthOf(scope.Family);
        var bits = group.Options.FirstOrDefault(one => one.Name == "--connlimit-mask") is { } mask
            ? (int)Number(scope, mask, (ulong)width)
            : width;
        var key = Stateful.AddressKey(scope.Family, !group.Has("--connlimit-daddr"), bits);
        return Stateful
            .At(
                Stateful.ForEach(
                    Stateful.Connections((uint)Number(scope, most, uint.MaxValue)),
                    [key]
                ),
                scope.Place
            )
            .NegatedIf(most.Name == "--connlimit-above" != most.IsNegated);
    }

    /// <summary>Rates of packets for each address; null for what nft has no words for.</summary>
    internal static Condition? Hashed(RuleScope scope, MatchGroup group)
    {
        var rate = group.Options.FirstOrDefault(one =>
            one.Name is "--hashlimit-upto" or "--hashlimit" or "--hashlimit-above"
        );
        var modes = Find(group, "--hashlimit-mode")?.Split(',') ?? [];
        if (
            rate is null
            || modes.Length == 0
            || modes.Any(mode => mode is not ("srcip" or "dstip"))
            || group.Has("--hashlimit-rate-match")
            || Text(RateArgument.Hashed, rate.Argument, Find(group, "--hashlimit-burst"))
                is not { } text
        )
        {
            return null;
        }
        var keys = modes.Select(mode =>
            Stateful.AddressKey(
                scope.Family,
                mode == "srcip",
                group.Options.FirstOrDefault(one =>
                    one.Name == (mode == "srcip" ? "--hashlimit-srcmask" : "--hashlimit-dstmask")
                )
                    is { } mask
                    ? (int)Number(scope, mask, (ulong)Address.WidthOf(scope.Family))
                    : Address.WidthOf(scope.Family)
            )
        );
        var expire = Find(group, "--hashlimit-htable-expire") is { } given
            ? NumberArgument.Find(given)
            : RateArgument.ExpiryOf(rate.Argument) * 1000;
        return Stateful
            .At(
                Stateful.ForEach(text, keys, expire),
                scope.Place,
                $"hashlimit {Find(group, "--hashlimit-name")}"
            )
            .NegatedIf(rate.Name == "--hashlimit-above" != rate.IsNegated);
    }

    /// <summary>The rate in its canonical form, as nft says it; null for bytes, which the kernel counts by sixteens here.</summary>
    private static string? Text(ArgumentType type, string written, string? burst)
    {
        var parts = type.Print(written, default!)?.Split('/') ?? [];
        return
            parts is [var number, var unit]
            && NumberArgument.Find(number) is { } rate
            && (burst is null ? Stateful.DefaultBurst : RateArgument.CountOf(burst) ?? 0)
                is var most
            ? Stateful.Limit(
                rate,
                unit switch
                {
                    "sec" => "second",
                    "min" => "minute",
                    _ => unit,
                },
                most
            )
            : null;
    }

    private static string? Find(MatchGroup group, string name) =>
        group.Options.FirstOrDefault(option => option.Name == name)?.Argument;

    private static ulong Number(RuleScope scope, RuleOption option, ulong highest) =>
        NumberArgument.Find(option.Argument, highest) ?? throw scope.Refused(option, "a number");
}
