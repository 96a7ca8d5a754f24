using Hardening.Analysis.Flows;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Walks;
using Hardening.Policies;

namespace Hardening.Analysis.Proofs;

/// <summary>The packets that a policy is not about: a change must leave them as they are.</summary>
public static class Bystanders
{
    private static readonly (string Text, HookPoint[] Hooks)[] Ways =
    [
        ("comes in", HookWays.ToHost),
        ("is forwarded", HookWays.PastHost),
        ("goes out", HookWays.FromHost),
    ];

    /// <summary>One finding for each way through the host on which a packet to none of the policy's services meets another fate.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="with">The rules of a family, those among them that put the policy in force, beside <paramref name="without"/>.</param>
    /// <param name="without">The same without them.</param>
    /// <exception cref="AnalysisFailedException">The rules of one can't be followed.</exception>
    public static IEnumerable<Finding> Touched(
        Policy policy,
        FilterStudy with,
        PacketFilter without
    )
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(with);
        ArgumentNullException.ThrowIfNull(without);
        var (space, sets) = (with.Space, with.Sets);
        var bystanders = policy
            .Services.SelectMany(protects => protects.Service.Endpoints)
            .Aggregate(
                sets.Of(Arrivals.OfOneState),
                (others, endpoint) => others - sets.Of(Arrivals.At(endpoint))
            );
        var (before, after) = (with.FlowOf(without), with.Flow);
        foreach (var (text, hooks) in Ways)
        {
            var touched =
                (before.Before(space.All, hooks) ^ after.Before(space.All, hooks)) & bystanders;
            if (!touched.Certain.IsEmpty)
            {
                yield return Describe(touched.Certain, text, hooks, with);
            }
        }
    }

    private static Finding Describe(
        PacketSet touched,
        string way,
        HookPoint[] hooks,
        FilterStudy with
    )
    {
        var packet = NaturalPackets.In(touched, with.Filter.Family, with.Names, isLoopback: false);
        var end = new Walk(with.Filter).Take(packet, hooks);
        return new Finding(
            "touches-others",
            Severity.Error,
            end.DecidedBy?.File,
            end.DecidedBy?.Line,
            $"{packet} {way}, is for none of the policy's services, and meets another fate with these rules than without them",
            "leave alone what the policy does not name"
        )
        {
            Packet = packet,
        };
    }
}
