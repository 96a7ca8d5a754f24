using Hardening.Analysis.Flows;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Policies;

namespace Hardening.Analysis.Proofs;

/// <summary>Compares what a filter lets through to services with what a policy lets through, for all packets of one family.</summary>
public sealed class StaticProver
{
    private static readonly HookPoint[] WayIn = [HookPoint.Prerouting, HookPoint.Input];

    private readonly Policy policy;
    private readonly PacketFilter filter;
    private readonly PacketSpace space;
    private readonly NameAtoms names;
    private readonly ConditionSets sets;
    private readonly FilterFlow flow;

    private StaticProver(Policy policy, PacketFilter filter)
    {
        this.policy = policy;
        this.filter = filter;
        names = NameAtoms.Of([Arrivals.OnLoopback, .. Conditions.In(filter)]);
        space = new PacketSpace(filter.Family, names.Count);
        sets = new ConditionSets(space, names);
        flow = new FilterFlow(filter, space, names);
    }

    /// <summary>Proves the policy's services.</summary>
    /// <param name="policy">What is to be.</param>
    /// <param name="filters">The rules of each family that matters.</param>
    /// <exception cref="ChainLoopException">Chains go round in a circle.</exception>
    public static StaticProof Prove(Policy policy, params IEnumerable<PacketFilter> filters)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(filters);
        var services = filters
            .SelectMany(filter => new StaticProver(policy, filter).Prove())
            .ToEquatableArray();
        return new StaticProof(
            services,
            services.SelectMany(service => service.Differences).Distinct().ToEquatableArray()
        );
    }

    private IEnumerable<ServiceProof> Prove() =>
        from item in policy.Services
        from endpoint in item.Service.Endpoints
        select new ServiceProof(
            item.Service.Name,
            endpoint,
            filter.Family,
            Differences(item, endpoint).ToEquatableArray()
        );

    private IEnumerable<Finding> Differences(ProtectedService item, Endpoint endpoint)
    {
        var arriving = sets.Of(Arrivals.First(filter.Family));
        var atService = sets.Of(Arrivals.At(endpoint));
        var reaching = flow.Before(atService, WayIn) & arriving;
        var onLoopback = sets.Of(Arrivals.OnLoopback);
        var allowed = onLoopback.IfThenElse(
            policy.LoopbackAllowed ? space.All : space.None,
            sets.Of(Arrivals.From(filter.Family, item.Sources))
        );
        var describe = new Difference(filter, names, item.Service, endpoint, WayIn);

        foreach (var (where, isLoopback) in new[] { (onLoopback, true), (~onLoopback, false) })
        {
            var letIn = (reaching - allowed) & where;
            if (!letIn.Possible.IsEmpty)
            {
                yield return describe.LetIn(letIn, isLoopback);
            }
            var meant =
                allowed & arriving & atService & sets.Of(Arrivals.Proper(endpoint.Transport));
            var keptOut = (meant - reaching) & where;
            if (!keptOut.Possible.IsEmpty)
            {
                yield return describe.KeptOut(keptOut, isLoopback);
            }
        }
    }
}
