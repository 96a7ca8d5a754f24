using System.Diagnostics;
using Hardening.Addresses;
using Hardening.Analysis.Flows;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Walks;
using Hardening.Analysis.Wrappers;
using Hardening.Policies;
using Hardening.Protections;

namespace Hardening.Analysis.Proofs;

/// <summary>
/// Compares what a filter lets through to services, and TCP Wrappers grant, with what a policy lets through, for all packets of one
/// family. As in the lab, the layers are taken in order, each by what it can see: for a firewall, loopback is whatever arrives on
/// <c>lo</c>; for the wrappers it is 127.0.0.0/8 and ::1.
/// </summary>
public sealed class StaticProver
{
    // Of IPv6, what libwrap takes for addresses of IPv4. The kernel delivers UDP from there, but no TCP (tcp_v6_conn_request in
    // net/ipv6/tcp_ipv6.c), and gives no host such an address.
    private static readonly AddressSet Mapped = AddressSet.Of(Prefix.Parse("::ffff:0:0/96"));

    private readonly Policy policy;
    private readonly FilterStudy study;
    private readonly WrapperTables? wrappers;
    private readonly bool hasFirewall;
    private readonly Dictionary<ProtectedService, PacketSet> allowedByFirewall = new(
        ReferenceEqualityComparer.Instance
    );
    private readonly Dictionary<ProtectedService, PacketSet> allowedByWrappers = new(
        ReferenceEqualityComparer.Instance
    );

    private StaticProver(
        Policy policy,
        FilterStudy study,
        WrapperTables? wrappers,
        bool hasFirewall
    )
    {
        this.policy = policy;
        this.study = study;
        this.wrappers = wrappers;
        this.hasFirewall = hasFirewall;
    }

    /// <summary>Proves the policy's services behind a firewall.</summary>
    /// <param name="policy">What is to be.</param>
    /// <param name="filters">The rules of each family that matters.</param>
    /// <exception cref="AnalysisFailedException">The rules can't be followed.</exception>
    public static StaticProof Prove(Policy policy, params IEnumerable<PacketFilter> filters) =>
        Prove(policy, filters, wrappers: null, hasFirewall: true);

    /// <summary>Proves the policy's services behind a firewall, the wrappers, or both.</summary>
    /// <param name="policy">What is to be.</param>
    /// <param name="filters">The rules of each family that matters.</param>
    /// <param name="wrappers">What daemons ask that ask; null if that is not to be looked at.</param>
    /// <param name="hasFirewall">Whether the filters are anybody's rules at all, and not just empty.</param>
    /// <exception cref="AnalysisFailedException">The rules can't be followed.</exception>
    public static StaticProof Prove(
        Policy policy,
        IEnumerable<PacketFilter> filters,
        WrapperTables? wrappers,
        bool hasFirewall
    )
    {
        ArgumentNullException.ThrowIfNull(policy);
        // What the wrappers ask of addresses is no condition of a filter.
        return Prove(
            policy,
            filters.Select(filter => new FilterStudy(
                wrappers is null
                    ? AddressClasses.Of([filter], Asked(policy, filter.Family))[0]
                    : filter
            )),
            wrappers,
            hasFirewall
        );
    }

    /// <summary>The same of filters that are studied for other reasons too.</summary>
    /// <param name="policy">What is to be.</param>
    /// <param name="studies">The rules of each family that matters.</param>
    /// <param name="wrappers">What daemons ask that ask; null if that is not to be looked at.</param>
    /// <param name="hasFirewall">Whether the filters are anybody's rules at all, and not just empty.</param>
    /// <exception cref="AnalysisFailedException">The rules can't be followed.</exception>
    public static StaticProof Prove(
        Policy policy,
        IEnumerable<FilterStudy> studies,
        WrapperTables? wrappers,
        bool hasFirewall
    )
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(studies);
        var provers = studies
            .Select(study => new StaticProver(policy, study, wrappers, hasFirewall))
            .ToList();
        var services = provers.SelectMany(prover => prover.Prove()).ToEquatableArray();
        return new StaticProof(
            services,
            Findings(services)
                .Concat(provers.SelectMany(prover => prover.Remarks()))
                .ToEquatableArray()
        );
    }

    private static IEnumerable<Condition> Asked(Policy policy, IpFamily family) =>
        [
            .. NaturalPackets.Asked(family),
            Arrivals.First(family),
            Arrivals.From(IpFamily.IPv6, Mapped),
            Arrivals.From(family, TcpWrappersProtection.Loopback),
            .. policy.Services.SelectMany(item =>
                (Condition[])
                    [
                        Arrivals.From(family, item.Sources),
                        Arrivals.From(family, TcpWrappersProtection.Sources(policy, item)),
                    ]
            ),
        ];

    /// <summary>What a layer alone lets through is not told where the layers together do so too.</summary>
    private static IEnumerable<Finding> Findings(IReadOnlyList<ServiceProof> services)
    {
        var all = services.SelectMany(service => service.Differences).Distinct().ToList();
        var violations = all.Where(finding => finding.Severity == Severity.Error)
            .Select(finding => (finding.Id, finding.File, finding.Line, Text: $"{finding.Packet}"))
            .ToHashSet();
        return all.Where(finding =>
            finding.Severity == Severity.Error
            || !violations.Contains((finding.Id, finding.File, finding.Line, $"{finding.Packet}"))
        );
    }

    private IpFamily Family => study.Filter.Family;

    private IEnumerable<ServiceProof> Prove() =>
        from item in policy.Services
        from endpoint in item.Service.Endpoints
        from layer in Layers(item.Service)
        select new ServiceProof(
            item.Service.Name,
            endpoint,
            Family,
            layer,
            Differences(item, endpoint, layer).ToEquatableArray()
        );

    /// <summary>
    /// Alone, the wrappers are held to the policy even for a service that never asks them: so the proof fails, as it must. Behind a
    /// firewall they have no say in such a service.
    /// </summary>
    private ProofLayer[] Layers(Service service) =>
        wrappers is null ? [ProofLayer.Firewall]
        : !hasFirewall ? [ProofLayer.Wrappers]
        : AskingDaemon.Of(service) is null ? [ProofLayer.Firewall]
        : [ProofLayer.Firewall, ProofLayer.Wrappers, ProofLayer.Both];

    private IEnumerable<Finding> Differences(
        ProtectedService item,
        Endpoint endpoint,
        ProofLayer layer
    )
    {
        var arriving = Arriving(endpoint.Transport, layer);
        var atService = study.Sets.Of(Arrivals.At(endpoint));
        var reaching = Reaching(item.Service, atService, layer) & arriving;
        var allowed = Allowed(item, layer);
        var describe = Describe(item.Service, endpoint, layer);

        foreach (var (where, arrival) in Partition(layer))
        {
            var letIn = (reaching - allowed) & where;
            if (!letIn.Possible.IsEmpty)
            {
                yield return describe.LetIn(letIn, arrival);
            }
            var meant =
                allowed & arriving & atService & study.Sets.Of(Arrivals.Proper(endpoint.Transport));
            // Nobody who means well sends from there, and no line could tell.
            meant -= layer == ProofLayer.Firewall ? study.Space.None : IsMapped;
            var keptOut = (meant - reaching) & where;
            if (!keptOut.Possible.IsEmpty)
            {
                yield return describe.KeptOut(keptOut, arrival);
            }
        }
    }

    /// <summary>What alone the wrappers can't tell apart, and nobody can by them.</summary>
    private IEnumerable<Finding> Remarks() =>
        from item in policy.Services
        from endpoint in item.Service.Endpoints
        where
            Layers(item.Service) is [ProofLayer.Wrappers]
            && AskingDaemon.Of(item.Service) is not null
            && endpoint.Transport == Transport.Udp
        let forged = Reaching(
            item.Service,
            study.Sets.Of(Arrivals.At(endpoint)),
            ProofLayer.Wrappers
        )
            & study.Sets.Of(Arrivals.First(Family))
            & IsMapped - study.OnLoopback
        where !forged.Possible.IsEmpty
        select Describe(item.Service, endpoint, ProofLayer.Wrappers).Forged(forged);

    private Difference Describe(Service service, Endpoint endpoint, ProofLayer layer) =>
        new(
            study.Filter,
            study.Names,
            service,
            endpoint,
            HookWays.ToHost,
            layer,
            layer == ProofLayer.Firewall ? null : wrappers,
            isPart: layer != ProofLayer.Both && Layers(service).Length > 1
        );

    private PacketSet IsMapped =>
        Family == IpFamily.IPv6
            ? study.Sets.Of(Arrivals.From(IpFamily.IPv6, Mapped))
            : study.Space.None;

    private PacketSet Arriving(Transport transport, ProofLayer layer)
    {
        var first = study.Sets.Of(Arrivals.First(Family));
        return layer switch
        {
            ProofLayer.Firewall => first,
            ProofLayer.Both when transport == Transport.Udp => first
                - (IsMapped & study.OnLoopback),
            _ => first - IsMapped,
        };
    }

    private PacketSet Reaching(Service service, PacketSet atService, ProofLayer layer)
    {
        var passing = layer == ProofLayer.Firewall ? atService : atService & Granted(service);
        return layer == ProofLayer.Wrappers ? passing : study.Flow.Before(passing, HookWays.ToHost);
    }

    private PacketSet Granted(Service service) =>
        wrappers is not null && AskingDaemon.Of(service) is { } daemon
            ? study.Granted(wrappers, daemon)
            : study.Space.All;

    private PacketSet Allowed(ProtectedService item, ProofLayer layer) =>
        layer switch
        {
            ProofLayer.Firewall => AllowedByFirewall(item),
            ProofLayer.Wrappers => AllowedByWrappers(item),
            ProofLayer.Both => AllowedByFirewall(item) & AllowedByWrappers(item),
            _ => throw new UnreachableException(),
        };

    private PacketSet AllowedByFirewall(ProtectedService item)
    {
        if (!allowedByFirewall.TryGetValue(item, out var set))
        {
            allowedByFirewall[item] = set = study.OnLoopback.IfThenElse(
                policy.LoopbackAllowed ? study.Space.All : study.Space.None,
                From(item.Sources)
            );
        }
        return set;
    }

    private PacketSet AllowedByWrappers(ProtectedService item)
    {
        if (!allowedByWrappers.TryGetValue(item, out var set))
        {
            allowedByWrappers[item] = set = From(TcpWrappersProtection.Sources(policy, item));
        }
        return set;
    }

    // No condition that is looked up: to compare a hundred thousand addresses takes as long as to make the set.
    private PacketSet From(AddressSet sources) =>
        study.Space.OneOf(
            PacketField.SourceAddress,
            [
                .. sources
                    .Ranges(Family)
                    .Select(range => new ValueRange(range.First.Bits, range.Last.Bits)),
            ]
        );

    /// <summary>
    /// To the wrappers an own address is one like any other, wherever it comes in; so it is told apart only where a firewall treats it
    /// otherwise.
    /// </summary>
    private IEnumerable<(PacketSet Where, ArrivalKind Kind)> Partition(ProofLayer layer)
    {
        var onLoopback = study.OnLoopback;
        if (layer == ProofLayer.Firewall)
        {
            yield return (onLoopback, ArrivalKind.Loopback);
            yield return (~onLoopback, ArrivalKind.Remote);
            yield break;
        }
        var fromLoopback = study.Sets.Of(Arrivals.From(Family, TcpWrappersProtection.Loopback));
        yield return (onLoopback & fromLoopback, ArrivalKind.Loopback);
        if (layer == ProofLayer.Both)
        {
            yield return (onLoopback - fromLoopback, ArrivalKind.OwnAddress);
        }
        yield return (~onLoopback, ArrivalKind.Remote);
    }
}
