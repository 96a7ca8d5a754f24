using System.Collections.Immutable;
using System.Globalization;
using Hardening.Addresses;
using Hardening.Policies;
using Hardening.Rulesets;
using Hardening.Rulesets.Nftables;

namespace Hardening.Protections;

/// <summary>
/// A policy as one table of the family inet, with a set of each family's sources per service. Allowed packets return
/// and meet the base chain's policy, accept, which in nftables ends this chain only: other tables still decide.
/// </summary>
/// <remarks>Loading the text again replaces the table in one transaction.</remarks>
public static class NftablesProtection
{
    /// <summary>The name of the table.</summary>
    public const string TableName = "hardeninglab";

    // Before iptables and the usual filter tables, so that what they count, log or limit is what may come in; behind
    // conntrack and NAT, so that the port is the one that the service sees.
    private const int Priority = -10;

    private static ImmutableArray<IpFamily> Families { get; } = [IpFamily.IPv4, IpFamily.IPv6];

    /// <summary>
    /// The texts in the order in which they are to be loaded. More elements than allowed in one go into texts of their
    /// own: until they are loaded the services are closed to them.
    /// </summary>
    public static ImmutableArray<RulesetFile> Rulesets(Policy policy, int? maxElements = null)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var max = maxElements ?? int.MaxValue;
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 1, nameof(maxElements));
        var sets = Sets(policy).ToList();
        if (sets.Sum(set => (long)set.Elements.Count) <= max)
        {
            return [File(1, Replacement(policy, sets))];
        }
        var empty = sets.Select(set => set with { Elements = [] });
        var additions =
            from set in sets
            from part in set.Elements.Chunk(max)
            select new Statement.AddElements(TableName, set.Name, part.ToEquatableArray());
        return
        [
            File(1, Replacement(policy, empty)),
            .. additions.Select((addition, index) => File(index + 2, new Ruleset([], [addition]))),
        ];
    }

    private static RulesetFile File(int number, Ruleset ruleset)
    {
        var suffix = number == 1 ? "" : "-" + number.ToString(CultureInfo.InvariantCulture);
        return new(RulesetKind.Nftables, $"hlab:nftables{suffix}", RulesetPrinter.Print(ruleset));
    }

    private static Ruleset Replacement(Policy policy, IEnumerable<IntervalSet> sets)
    {
        var chains = policy.Services.Select(item => ServiceChain(policy, item.Service));
        var table = new Table(
            TableName,
            sets.ToEquatableArray(),
            [
                .. chains,
                BaseChain(policy, "input", (name, port) => new Match.DestinationPort(name, port)),
                .. policy.GuardsPublishedPorts
                    ?
                    [
                        BaseChain(
                            policy,
                            "forward",
                            (name, port) => new Match.PublishedPort(name, port)
                        ),
                    ]
                    : Array.Empty<Chain>(),
            ]
        );
        return new Ruleset(
            [$"HardeningLab, policy \"{policy.Name}\"", "Load it with: nft -f"],
            [new Statement.ReplaceTable(table)]
        );
    }

    private static IEnumerable<IntervalSet> Sets(Policy policy) =>
        from item in policy.Services
        from family in Families
        select new IntervalSet(
            SetName(item.Service, family),
            family,
            item.Sources.Ranges(family).ToEquatableArray()
        );

    private static Chain ServiceChain(Policy policy, Service service)
    {
        var loopback = new Match.InInterface("lo");
        var sources = Families.Select(family => new Rule(
            [new Match.SourceIn(family, SetName(service, family))],
            new Verdict.Return()
        ));
        return new Chain(
            ChainName(service),
            null,
            [
                .. policy.LoopbackAllowed
                    ? [new Rule([loopback], new Verdict.Return())]
                    : Denial(policy.Otherwise, service, loopback),
                .. sources,
                .. Denial(policy.Otherwise, service),
            ]
        );
    }

    private static EquatableArray<Rule> Denial(
        Otherwise otherwise,
        Service service,
        params ReadOnlySpan<Match> matches
    )
    {
        if (otherwise == Otherwise.Drop)
        {
            return [new Rule([.. matches], new Verdict.Drop())];
        }
        var rules = new List<Rule>();
        if (service.Endpoints.Any(endpoint => endpoint.Transport == Transport.Tcp))
        {
            rules.Add(
                new Rule(
                    [.. matches, new Match.TransportProtocol("tcp")],
                    new Verdict.RejectWithTcpReset()
                )
            );
        }
        if (service.Endpoints.Any(endpoint => endpoint.Transport == Transport.Udp))
        {
            rules.Add(new Rule([.. matches], new Verdict.RejectWithPortUnreachable()));
        }
        return rules.ToEquatableArray();
    }

    /// <param name="policy">Whose services.</param>
    /// <param name="hook">Where packets enter the chain, and its name.</param>
    /// <param name="isFor">Tells a packet for a port of a transport.</param>
    private static Chain BaseChain(Policy policy, string hook, Func<string, int, Match> isFor) =>
        new(
            hook,
            new Hook(hook, Priority),
            (
                from item in policy.Services
                from endpoint in item.Service.Endpoints
                select new Rule(
                    [isFor(endpoint.Transport.Keyword(), endpoint.Port)],
                    new Verdict.Goto(ChainName(item.Service))
                )
            ).ToEquatableArray()
        );

    // A prefix that is no keyword of nft, and a letter first, make any service's name an identifier.
    private static string ChainName(Service service) => $"service-{service.Name}";

    private static string SetName(Service service, IpFamily family) =>
        family == IpFamily.IPv4 ? $"ipv4-{service.Name}" : $"ipv6-{service.Name}";
}
