using Hardening.Analysis.Semantics;
using Hardening.Rulesets.Iptables.Extensions;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>
/// What the host's tables and sockets say of a packet: routes (rpfilter), sockets (socket), IPsec (policy). No rule changes it and
/// no field tells it, so one unknown for each question is as exact as an analysis of rules can be.
/// </summary>
internal static class EnvironmentCondition
{
    /// <summary>Whether the way back to the source is the way it came.</summary>
    internal static Condition ReversePath(MatchGroup group)
    {
        List<string> flags = ["saddr"];
        if (group.Has("--validmark"))
        {
            flags.Add("mark");
        }
        if (!group.Has("--loose"))
        {
            flags.Add("iif");
        }
        if (group.Has("--accept-local"))
        {
            flags.Add("--accept-local");
        }
        return Routes.Has(flags).NegatedIf(group.Has("--invert"));
    }

    /// <summary>Whether a socket is there for it; that its mark is taken over with <c>--restore-skmark</c> is the rule's own affair.</summary>
    internal static IEnumerable<Condition> Socket(MatchGroup group)
    {
        yield return Sockets.IsThere;
        if (!group.Has("--nowildcard"))
        {
            yield return Sockets.IsWildcard.Opposite();
        }
        if (group.Has("--transparent"))
        {
            yield return Sockets.IsTransparent;
        }
    }

    /// <summary>How much its connection has seen (xt_connbytes.c).</summary>
    internal static IEnumerable<Condition> Counted(RuleScope scope, MatchGroup group)
    {
        yield return ConntrackCondition.IsTracked(scope);
        var (direction, mode) = (
            group.Options.FirstOrDefault(option => option.Name == "--connbytes-dir")?.Argument,
            group.Options.FirstOrDefault(option => option.Name == "--connbytes-mode")?.Argument
        );
        foreach (var option in group.Options.Where(option => option.Name == "--connbytes"))
        {
            var ends = option.Argument.Split(':');
            if (
                (ends[0].Length == 0 ? 0 : NumberArgument.Find(ends[0], ulong.MaxValue))
                    is not { } first
                || (
                    ends is [_, { Length: > 0 } text]
                        ? NumberArgument.Find(text, ulong.MaxValue)
                        : ulong.MaxValue
                )
                    is not { } last
                || ends.Length > 2
            )
            {
                throw scope.Refused(option, "a number or a range of numbers");
            }
            yield return ConnectionTuple
                .Counted(
                    direction is "both" or null ? $"{mode}" : $"{direction} {mode}",
                    first,
                    last
                )
                .NegatedIf(option.IsNegated);
        }
    }

    /// <summary>Who looks after the connection that it is related to. A packet of none meets every <c>!</c> (xt_helper.c).</summary>
    internal static IEnumerable<Condition> Helped(RuleScope scope, MatchGroup group) =>
        group.Options.Select(option =>
            (
                (Condition)
                    new Condition.AllOf([
                        ConntrackCondition.IsTracked(scope),
                        ConnectionTuple.HasAnyHelper,
                        .. option.Argument.Length == 0
                            ? Array.Empty<Condition>()
                            : [ConnectionTuple.HasHelper(option.Argument)],
                    ])
            ).NegatedIf(option.IsNegated)
        );

    /// <summary>Whether it came, or goes, by IPsec at all, and if so how.</summary>
    internal static IEnumerable<Condition> Ipsec(MatchGroup group)
    {
        var direction = group.Options.FirstOrDefault(option => option.Name == "--dir")?.Argument;
        var isIpsec =
            direction == "in" ? SecurityPath.Came : new Condition.Unmodelled("--dir out of policy");
        if (group.Options.Any(option => option is { Name: "--pol", Argument: "none" }))
        {
            return [isIpsec.Opposite()];
        }
        return group.Options.All(option => option.Name is "--dir" or "--pol")
            ? [isIpsec]
            : [isIpsec, new Condition.Unmodelled(group.Text)];
    }
}
