using System.Diagnostics;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Rulesets;

namespace Hardening.Analysis.Walks;

/// <summary>
/// Takes one packet through a filter, rule by rule, as the kernel would. It knows nothing of sets: what those say and what this
/// says must be the same.
/// </summary>
/// <param name="filter">The filter, whose chains make no circle.</param>
public sealed class Walk(PacketFilter filter)
{
    /// <summary>Takes the packet along the way.</summary>
    /// <param name="packet">The packet, before the first hook.</param>
    /// <param name="way">The hooks, in their order.</param>
    public WalkEnd Take(Packet packet, params IEnumerable<HookPoint> way)
    {
        ArgumentNullException.ThrowIfNull(packet);
        RulePlace? decidedBy = null;
        foreach (var (table, chain) in filter.Along(way))
        {
            if (
                chain.Kind == ChainKind.Nat
                && packet[PacketField.ConnectionState] != (int)TrackingState.New
            )
            {
                continue;
            }
            var end = Through(table, chain, packet);
            (packet, decidedBy) = (end.Packet, end.DecidedBy);
            if (!end.IsThrough)
            {
                return end;
            }
        }
        return new WalkEnd(packet, IsThrough: true, decidedBy);
    }

    private static WalkEnd Through(ChainTable table, BaseChain start, Packet packet)
    {
        var returns = new Stack<(Chain Chain, int Next)>();
        var (chain, next) = (table.Find(start.Chain), 0);
        while (true)
        {
            if (chain is null || next == chain.Rules.Count)
            {
                if (!returns.TryPop(out var caller))
                {
                    return new WalkEnd(packet, start.Default is Verdict.Accept, start.Place);
                }
                (chain, next) = caller;
                continue;
            }
            var rule = chain.Rules[next++];
            (packet, var verdict) = Meet(rule, packet);
            switch (verdict)
            {
                case null:
                    break;
                case Verdict.Accept:
                    return new WalkEnd(packet, IsThrough: true, rule.Place);
                case Verdict.Drop or Verdict.Reject:
                    return new WalkEnd(packet, IsThrough: false, rule.Place);
                case Verdict.HandedOn(var text):
                    return new WalkEnd(
                        packet,
                        packet.Answers.GetValueOrDefault(Unknowns.At(text, rule.Place)),
                        rule.Place
                    );
                case Verdict.Return:
                    next = chain.Rules.Count;
                    break;
                case Verdict.Jump(var name):
                    returns.Push((chain, next));
                    (chain, next) = (table.Find(name), 0);
                    break;
                case Verdict.Goto(var name):
                    (chain, next) = (table.Find(name), 0);
                    break;
                default:
                    throw new UnreachableException();
            }
        }
    }

    /// <summary>What a rule makes of a packet, and says of it; null where it says nothing.</summary>
    private static (Packet Packet, Verdict? Verdict) Meet(Rule rule, Packet packet)
    {
        foreach (var step in rule.Steps)
        {
            switch (step)
            {
                case Step.When(var condition) when !Holds(condition, packet):
                    return (packet, null);
                case Step.When:
                    break;
                case Step.Assign(var field, var mask, var value):
                    packet = packet.With(field, mask, value);
                    break;
                case Step.Forget(var field, var values):
                    packet = packet.With(field, UInt128.MaxValue, values[0].First);
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

    private static bool Holds(Condition condition, Packet packet) =>
        condition switch
        {
            Condition.Among(var field, var values) => values.Any(range =>
                packet[field] >= range.First && packet[field] <= range.Last
            ),
            Condition.BitsAre(var field, var mask, var value) => (packet[field] & mask) == value,
            Condition.Named(var field, var name, var isPrefix) => packet.Names.TryGetValue(
                field,
                out var own
            ) && (isPrefix ? own.StartsWith(name, StringComparison.Ordinal) : own == name),
            Condition.Unmodelled(var text) => packet.Answers.GetValueOrDefault(text),
            Condition.Not(var negand) => !Holds(negand, packet),
            Condition.AllOf(var conditions) => conditions.All(one => Holds(one, packet)),
            Condition.AnyOf(var conditions) => conditions.Any(one => Holds(one, packet)),
            _ => throw new UnreachableException(),
        };
}
