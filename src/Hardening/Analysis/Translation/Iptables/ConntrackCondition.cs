using System.Collections.Frozen;
using Hardening.Addresses;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Rulesets.Iptables;
using Hardening.Rulesets.Iptables.Extensions;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>
/// conntrack and state (net/netfilter/xt_conntrack.c). A packet of no connection is either INVALID or UNTRACKED; where the match
/// asks for states, nothing else is asked of such a packet, and where it does not, it never holds for one.
/// </summary>
internal static class ConntrackCondition
{
    private static readonly Condition IsOnLoopback = new Condition.Named(
        PacketField.InInterface,
        "lo"
    );

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
            "--ctproto" => ProtocolNames.Find(option.Argument) is { } protocol
                ? Tracking.HasProtocol(protocol, protocol)
                : throw scope.Refused(option, "a protocol of protocols(5) or a number up to 255"),
            "--ctorigsrc" => Addresses(scope, option, "original saddr"),
            "--ctorigdst" => Addresses(scope, option, "original daddr"),
            "--ctreplsrc" => Addresses(scope, option, "reply saddr"),
            "--ctrepldst" => Addresses(scope, option, "reply daddr"),
            "--ctorigsrcport" => Range(scope, option, "original proto-src"),
            "--ctorigdstport" => Range(scope, option, "original proto-dst"),
            "--ctreplsrcport" => Range(scope, option, "reply proto-src"),
            "--ctrepldstport" => Range(scope, option, "reply proto-dst"),
            "--ctexpire" => Range(scope, option, "expiration"),
            _ => Shared(option),
        };

    /// <summary>A mask with gaps is no range.</summary>
    private static Condition Addresses(RuleScope scope, RuleOption option, string part)
    {
        var all = Address.Highest(scope.Family).Bits;
        return
            Masks.Read(scope.Family, PacketField.SourceAddress, option.Argument)
                is Condition.BitsAre(_, var mask, var first)
            && (all & ~mask) is var rest
            && (rest & (rest + 1)) == 0
            ? ConnectionTuple.Between(
                part,
                new Address(scope.Family, first),
                new Address(scope.Family, first | rest)
            )
            : Shared(option);
    }

    private static Condition Range(RuleScope scope, RuleOption option, string part) =>
        NumberCondition.Range(scope, PacketField.SourcePort, option, ':')
            is Condition.Among(_, [var (first, last)])
            ? ConnectionTuple.Between(part, first, last)
            : Condition.Never;

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
