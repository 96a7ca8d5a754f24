using System.Collections.Frozen;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Rulesets.Iptables;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>
/// conntrack and state (net/netfilter/xt_conntrack.c). A packet of no connection is either INVALID or UNTRACKED; where the match
/// asks for states, nothing else is asked of such a packet, and where it does not, it never holds for one. The addresses and ports that
/// the connection had are no fields: the same question about them has one answer, so that `--ctorigsrc 10.0.0.0/8` says nothing
/// of `--ctorigsrc 10.1.0.0/16`.
/// </summary>
internal static class ConntrackCondition
{
    private static readonly Condition IsOnLoopback = new Condition.Named(
        PacketField.InInterface,
        "lo"
    );

    /// <summary>A connection's protocol is its packets' own, but for the ICMP errors that are related to it.</summary>
    private static readonly Condition IsIcmpError = new Condition.AllOf([
        Tracking.Among(TrackingState.Related),
        new Condition.Among(PacketField.L4Protocol, [new ValueRange(1, 1), new ValueRange(58, 58)]),
    ]);

    /// <summary>One condition for the many rules that ask for one state.</summary>
    private static readonly FrozenDictionary<string, Condition> OfOneState = new Dictionary<
        string,
        Condition
    >(StringComparer.Ordinal)
    {
        ["INVALID"] = Tracking.Among(TrackingState.Invalid),
        ["NEW"] = Tracking.IsNew,
        ["ESTABLISHED"] = Tracking.Among(TrackingState.Established),
        ["RELATED"] = Tracking.Among(TrackingState.Related),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    internal static IEnumerable<Condition> Of(RuleScope scope, MatchGroup group)
    {
        if (
            group.Options is [var only]
            && IsState(only)
            && !IsBeforeTracking(scope)
            && OfOneState.TryGetValue(only.Argument, out var known)
        )
        {
            return [known.NegatedIf(only.IsNegated)];
        }
        var states = group
            .Options.Where(IsState)
            .Select(option =>
                States(scope, option, IsBeforeTracking(scope)).NegatedIf(option.IsNegated)
            )
            .ToList();
        var others = group
            .Options.Where(option => !IsState(option))
            .Select(option => Of(scope, option).NegatedIf(option.IsNegated))
            .ToList();
        var isTracked = IsTracked(scope);
        return states.Count == 0 ? [isTracked, .. others]
            : others.Count == 0 ? states
            :
            [
                .. states,
                new Condition.AnyOf([
                    isTracked.Opposite(),
                    new Condition.AllOf(others.ToEquatableArray()),
                ]),
            ];
    }

    /// <summary>It belongs to a connection that rules of this table can see: those of raw are asked before conntrack, which knows only what this host sent itself over loopback.</summary>
    internal static Condition IsTracked(RuleScope scope) =>
        IsBeforeTracking(scope)
            ? new Condition.AllOf([IsOnLoopback, Tracking.IsTracked])
            : Tracking.IsTracked;

    private static bool IsBeforeTracking(RuleScope scope) => scope.Table.Name == "raw";

    private static bool IsState(RuleOption option) => option.Name is "--ctstate" or "--state";

    private static Condition States(RuleScope scope, RuleOption option, bool isBeforeTracking)
    {
        var states = new List<TrackingState>();
        var any = new List<Condition>();
        foreach (var word in option.Argument.Split(','))
        {
            var name = word.ToUpperInvariant();
            if (name is "SNAT" or "DNAT" && option.Name == "--ctstate")
            {
                var bit = name == "SNAT" ? TrackingStatus.SourceNat : TrackingStatus.DestinationNat;
                any.Add(new Condition.AllOf([IsTracked(scope), Tracking.HasAny(bit)]));
                continue;
            }
            states.Add(
                name switch
                {
                    "INVALID" => TrackingState.Invalid,
                    "NEW" => TrackingState.New,
                    "ESTABLISHED" => TrackingState.Established,
                    "RELATED" => TrackingState.Related,
                    "UNTRACKED" => TrackingState.Untracked,
                    _ => throw scope.Refused(
                        option,
                        "states out of NEW, ESTABLISHED, RELATED, INVALID, UNTRACKED, SNAT and DNAT"
                    ),
                }
            );
        }
        if (states.Count > 0)
        {
            any.Insert(0, isBeforeTracking ? BeforeTracking(states) : Tracking.Among(states));
        }
        return any.Count == 1 ? any[0] : new Condition.AnyOf(any.ToEquatableArray());
    }

    /// <summary>Nothing that comes in has a connection yet: it is INVALID, or a rule has said that it shall have none.</summary>
    private static Condition.AnyOf BeforeTracking(List<TrackingState> states)
    {
        var isUntracked = Tracking.Among(TrackingState.Untracked);
        return new Condition.AnyOf([
            new Condition.AllOf([IsOnLoopback, Tracking.Among(states)]),
            new Condition.AllOf([
                IsOnLoopback.Opposite(),
                states.Contains(TrackingState.Invalid)
                    ? states.Contains(TrackingState.Untracked)
                        ? Condition.Always
                        : isUntracked.Opposite()
                    : states.Contains(TrackingState.Untracked)
                        ? isUntracked
                        : Condition.Never,
            ]),
        ]);
    }

    private static Condition Of(RuleScope scope, RuleOption option) =>
        option.Name switch
        {
            "--ctstatus" => Status(scope, option),
            "--ctdir" => option.Argument.ToUpperInvariant() switch
            {
                "ORIGINAL" => Tracking.IsReply.Opposite(),
                "REPLY" => Tracking.IsReply,
                _ => throw scope.Refused(option, "ORIGINAL or REPLY"),
            },
            "--ctproto" => new Condition.AnyOf([
                new Condition.AllOf([
                    IsIcmpError.Opposite(),
                    ParameterCondition.Protocol(scope, option),
                ]),
                new Condition.AllOf([IsIcmpError, Shared(option)]),
            ]),
            _ => Shared(option),
        };

    /// <summary>NONE asks for no bit, and so holds for nothing.</summary>
    private static Condition Status(RuleScope scope, RuleOption option)
    {
        var bits = TrackingStatus.None;
        foreach (var word in option.Argument.Split(','))
        {
            bits |= word.ToUpperInvariant() switch
            {
                "NONE" => TrackingStatus.None,
                "EXPECTED" => TrackingStatus.Expected,
                "SEEN_REPLY" => TrackingStatus.SeenReply,
                "ASSURED" => TrackingStatus.Assured,
                "CONFIRMED" => TrackingStatus.Confirmed,
                _ => throw scope.Refused(
                    option,
                    "NONE, EXPECTED, SEEN_REPLY, ASSURED or CONFIRMED"
                ),
            };
        }
        return Tracking.HasAny(bits);
    }

    private static Condition.Unmodelled Shared(RuleOption option) =>
        new($"{option.Name} {option.Argument} of conntrack");
}
