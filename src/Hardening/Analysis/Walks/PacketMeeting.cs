using System.Diagnostics;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Walks;

/// <summary>What happens where one packet meets one rule.</summary>
internal static class PacketMeeting
{
    /// <summary>What a rule makes of a packet, and says of it; null where it says nothing.</summary>
    internal static (Packet Packet, Verdict? Verdict) Meet(Rule rule, Packet packet)
    {
        foreach (var step in rule.Steps)
        {
            switch (step)
            {
                case Step.When(var condition) when !Holds(condition, packet):
                    return (packet, null);
                case Step.When:
                    break;
                case Step.Change change:
                    packet = Holds(change.Where, packet) ? Changed(rule, change, packet) : packet;
                    break;
                case Step.Decide(var verdict):
                    return (packet, verdict);
                case Step.Choose(var cases):
                    if (cases.FirstOrDefault(one => Holds(one.Condition, packet)) is { } found)
                    {
                        return (packet, found.Verdict);
                    }
                    break;
                default:
                    throw new UnreachableException();
            }
        }
        return (packet, null);
    }

    /// <summary>The packet with the addresses that its connection has been given, if it has.</summary>
    internal static Packet WithNat(Packet packet, HookPoint point) =>
        Holds(Tracking.FollowsNat(point), packet)
            ? Tracking
                .ChangedByNat(point)
                .Aggregate(
                    packet,
                    (changed, field) =>
                        changed.With(
                            field,
                            UInt128.MaxValue,
                            packet.Becomes.GetValueOrDefault(PlacedUnknown.BecomesByNat(field))
                        )
                )
            : packet;

    internal static bool Holds(Condition condition, Packet packet) =>
        condition switch
        {
            Condition.Among(var field, var values) => Contain(values, packet[field]),
            Condition.BitsAre(var field, var mask, var value) => (packet[field] & mask) == value,
            Condition.Named(var field, var name, var isPrefix) => packet.Names.GetValueOrDefault(
                field,
                string.Empty
            )
                is var own
                && (isPrefix ? own.StartsWith(name, StringComparison.Ordinal) : own == name),
            Condition.Unmodelled unknown => packet.Answers.GetValueOrDefault(unknown.Name),
            Condition.Not(var negand) => !Holds(negand, packet),
            Condition.AllOf(var conditions) => conditions.All(one => Holds(one, packet)),
            Condition.AnyOf(var conditions) => conditions.Any(one => Holds(one, packet)),
            _ => throw new UnreachableException(),
        };

    private static Packet Changed(Rule rule, Step.Change change, Packet packet)
    {
        switch (change)
        {
            case Step.Assign(var field, var mask, var value):
                return packet.With(field, mask, value);
            case Step.Mix(var field, var to):
                var bits = (packet[field] & to.Keep) ^ (packet[to.From] & to.Take) ^ to.Flip;
                return packet.With(field, UInt128.MaxValue, bits);
            case Step.Increase(var field, var by, var highest):
                return packet.With(
                    field,
                    UInt128.MaxValue,
                    (UInt128)Math.Clamp((int)packet[field] + by, 0, highest)
                );
            case Step.Forget(var field, var values):
                return packet.With(
                    field,
                    UInt128.MaxValue,
                    packet.Becomes.GetValueOrDefault(
                        PlacedUnknown.Becomes(field, rule.Place),
                        values[0].First
                    )
                );
            default:
                throw new UnreachableException();
        }
    }

    private static bool Contain(EquatableArray<ValueRange> values, UInt128 value)
    {
        foreach (var range in values)
        {
            if (value >= range.First && value <= range.Last)
            {
                return true;
            }
        }
        return false;
    }
}
