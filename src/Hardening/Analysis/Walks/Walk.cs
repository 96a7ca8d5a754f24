using System.Diagnostics;
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
    private const int MaxRules = 4_000_000;

    /// <summary>Takes the packet along the way.</summary>
    /// <param name="packet">The packet, before the first hook.</param>
    /// <param name="way">The hooks, in their order.</param>
    /// <exception cref="WalkTooLongException">It meets rules without end.</exception>
    public WalkEnd Take(Packet packet, params IEnumerable<HookPoint> way)
    {
        ArgumentNullException.ThrowIfNull(packet);
        var natPoints = filter.NatPoints.ToHashSet();
        RulePlace? decidedBy = null;
        foreach (var (table, chain) in filter.Along(way))
        {
            if (chain.Kind == ChainKind.Nat)
            {
                if (natPoints.Remove(chain.Point))
                {
                    packet = PacketMeeting.WithNat(packet, chain.Point);
                }
                if (!PacketMeeting.Holds(Tracking.AsksNat(chain.Point), packet))
                {
                    continue;
                }
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
        for (var met = 0; ; )
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
            if (++met > MaxRules)
            {
                throw new WalkTooLongException(MaxRules);
            }
            var rule = chain.Rules[next++];
            (packet, var verdict) = PacketMeeting.Meet(rule, packet);
            switch (verdict)
            {
                case null:
                    break;
                case Verdict.Accept:
                    return new WalkEnd(packet, IsThrough: true, rule.Place);
                case Verdict.Drop or Verdict.Reject:
                    return new WalkEnd(packet, IsThrough: false, rule.Place);
                case Verdict.HandedOn(var isLetThrough):
                    return new WalkEnd(
                        packet,
                        PacketMeeting.Holds(isLetThrough, packet),
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
}
