using System.Collections.Immutable;
using System.Globalization;
using Hardening.Addresses;
using Hardening.Policies;
using Hardening.Rulesets;
using Hardening.Rulesets.Nftables.Datatypes;
using Hardening.Rulesets.Nftables.Printing;
using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Protections;

/// <summary>
/// A policy as one table of the family inet, with a set of each family's sources per service. Allowed packets return
/// and meet the base chain's policy, accept, which in nftables ends this chain only: other tables still decide.
/// </summary>
/// <remarks>Loading the text again replaces the table in one transaction. nft 0.9.8 and later take it.</remarks>
public static class NftablesProtection
{
    /// <summary>The name of the table.</summary>
    public const string TableName = "hardeninglab";

    // Before iptables and the usual filter tables, so that what they count, log or limit is what may come in; behind
    // conntrack and NAT, so that the port is the one that the service sees.
    private static readonly Priority BeforeFilter = new("filter", -10);

    private static readonly TableId Id = new("inet", TableName);

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
            select new Command.OfElements("add", default, Id, set.Name, part.ToEquatableArray());
        return
        [
            File(1, Replacement(policy, empty)),
            .. additions.Select((addition, index) => File(index + 2, [addition])),
        ];
    }

    private static RulesetFile File(int number, EquatableArray<Command> commands)
    {
        var suffix = number == 1 ? "" : "-" + number.ToString(CultureInfo.InvariantCulture);
        var name = $"hlab:nftables{suffix}";
        return new(
            RulesetKind.Nftables,
            name,
            DocumentPrinter.Print(
                new Document(name, commands, []),
                new PrintStyle(Layout: TextLayout.Lines)
            )
        );
    }

    private static EquatableArray<Command> Replacement(
        Policy policy,
        IEnumerable<TableItem.Set> sets
    )
    {
        var chains = policy.Services.Select(item => ServiceChain(policy, item.Service));
        EquatableArray<TableItem> items =
        [
            .. sets,
            .. chains,
            AtHook(policy, "input", ToPort),
            .. policy.GuardsPublishedPorts
                ? [AtHook(policy, "forward", Published)]
                : Array.Empty<TableItem>(),
        ];
        var empty = new Table(Id, null, null, [], [], null, [], default);
        EquatableArray<string> notes =
        [
            $" HardeningLab, policy \"{policy.Name}\"",
            " Load it with: nft -f",
        ];
        return
        [
            new Command.OfTable("add", default, empty with { Notes = notes }, false),
            new Command.OfTable("delete", default, empty, false),
            new Command.OfTable("add", default, empty with { Items = items }, true),
        ];
    }

    private static IEnumerable<TableItem.Set> Sets(Policy policy) =>
        from item in policy.Services
        from family in Families
        let type = TypeOf(family)
        let ranges = item.Sources.Ranges(family)
        let isOfAddresses = IsOfAddresses(ranges)
        select new TableItem.Set(
            SetName(item.Service, family),
            null,
            null,
            default,
            IsMap: false,
            IsTypeof: false,
            [Word(type.Name)],
            [],
            DataIsInterval: false,
            null,
            isOfAddresses ? [] : ["interval"],
            SetProperties.None,
            (
                isOfAddresses
                    ? ranges.SelectMany(range => Addresses(type, range))
                    : ranges.Select(range => Element(type, range))
            ).ToEquatableArray()
        );

    /// <summary>
    /// The kernel keeps two elements of a tree for each range and one of a hash table for each address: where that is no more,
    /// nft loads and lists the addresses in half the time, and packets find theirs at once.
    /// </summary>
    private static bool IsOfAddresses(ImmutableArray<AddressRange> ranges) =>
        !ranges.IsEmpty
        && ranges.Aggregate(
            UInt128.Zero,
            (beyondFirst, range) => beyondFirst + (range.Last.Bits - range.First.Bits)
        ) <= (UInt128)ranges.Length;

    private static IEnumerable<Expression> Addresses(Datatype type, AddressRange range)
    {
        for (var bits = range.First.Bits; ; bits++)
        {
            yield return new Expression.Constant(type, bits);
            if (bits == range.Last.Bits)
            {
                yield break;
            }
        }
    }

    /// <summary>A prefix where the range is one, else <c>first-last</c>.</summary>
    private static Expression Element(Datatype type, AddressRange range)
    {
        var first = new Expression.Constant(type, range.First.Bits);
        var prefixes = AddressSet.OfRanges(range).Prefixes(range.Family);
        return prefixes.Length > 1
                ? new Expression.Interval(first, new Expression.Constant(type, range.Last.Bits))
            : prefixes[0].Length == type.Width ? first
            : new Expression.Prefix(first, prefixes[0].Length);
    }

    private static TableItem.Chain ServiceChain(Policy policy, Service service)
    {
        var loopback = Is(Meta("iifname"), new Expression.Symbol("lo", true, default));
        var sources = Families.Select(family =>
            Of(
                Is(
                    Field(family == IpFamily.IPv4 ? "ip" : "ip6", "saddr"),
                    new Expression.SetReference(SetName(service, family), default)
                ),
                Decision("return")
            )
        );
        return Chain(
            ChainName(service),
            null,
            [
                .. policy.LoopbackAllowed
                    ? [Of(loopback, Decision("return"))]
                    : Denial(policy.Otherwise, service, loopback),
                .. sources,
                .. Denial(policy.Otherwise, service),
            ]
        );
    }

    private static EquatableArray<Rule> Denial(
        Otherwise otherwise,
        Service service,
        params Statement[] matches
    )
    {
        if (otherwise == Otherwise.Drop)
        {
            return [Of([.. matches, Decision("drop")])];
        }
        var rules = new List<Rule>();
        if (service.Endpoints.Any(endpoint => endpoint.Transport == Transport.Tcp))
        {
            rules.Add(
                Of([
                    .. matches,
                    Is(Meta("l4proto"), Word("tcp")),
                    new Statement.Reject("tcp reset", null, false, default),
                ])
            );
        }
        if (service.Endpoints.Any(endpoint => endpoint.Transport == Transport.Udp))
        {
            // Without "type", which newer versions no longer print, nft 0.9.8 refuses the rule.
            rules.Add(
                Of([
                    .. matches,
                    new Statement.Reject("icmpx", Word("port-unreachable"), true, default),
                ])
            );
        }
        return rules.ToEquatableArray();
    }

    /// <param name="policy">Whose services.</param>
    /// <param name="hook">Where packets enter the chain, and its name.</param>
    /// <param name="isFor">Tells a packet for a port of a transport.</param>
    private static TableItem.Chain AtHook(
        Policy policy,
        string hook,
        Func<string, int, IEnumerable<Statement>> isFor
    ) =>
        Chain(
            hook,
            new Hook("filter", hook, [], false, BeforeFilter, default),
            (
                from item in policy.Services
                from endpoint in item.Service.Endpoints
                select Of([
                    .. isFor(endpoint.Transport.Keyword(), endpoint.Port),
                    Decision("goto", ChainName(item.Service)),
                ])
            ).ToEquatableArray()
        );

    private static IEnumerable<Statement> ToPort(string transport, int port) =>
        [Is(Field(transport, "dport"), Number(port))];

    /// <summary>The port that the packet had before it was given another destination, on its way there and not back.</summary>
    private static IEnumerable<Statement> Published(string transport, int port) =>
        [
            Is(Meta("l4proto"), Word(transport)),
            Is(Conntrack("direction"), Word("original")),
            Is(Conntrack("status"), Word("dnat")),
            Is(Conntrack("proto-dst", "original"), Number(port)),
        ];

    private static TableItem.Chain Chain(string name, Hook? hook, EquatableArray<Rule> rules) =>
        new(
            name,
            null,
            null,
            default,
            hook,
            hook is null ? null : Word("accept"),
            default,
            [],
            rules
        );

    private static Rule Of(params Statement[] statements) =>
        new(statements.ToEquatableArray(), null, null, null, default, string.Empty);

    private static Statement Is(Expression left, Expression right) =>
        new Statement.Match(left, string.Empty, right);

    private static Statement Decision(string kind, string? chain = null) =>
        new Statement.Decide(new Verdict(kind, chain, null, default));

    private static Expression Meta(string key) => new Expression.Meta(key, default);

    private static Expression Field(string protocol, string field) =>
        new Expression.Payload(protocol, field, null, default);

    private static Expression Conntrack(string key, string? direction = null) =>
        new Expression.Conntrack(key, direction, null, default);

    private static Expression.Symbol Word(string text) => new(text, false, default);

    private static Expression Number(int value) =>
        new Expression.Constant(StandardTypes.Service, (UInt128)value);

    private static Datatype TypeOf(IpFamily family) =>
        family == IpFamily.IPv4 ? StandardTypes.Ipv4 : StandardTypes.Ipv6;

    // A prefix that is no keyword of nft, and a letter first, make any service's name an identifier.
    private static string ChainName(Service service) => $"service-{service.Name}";

    private static string SetName(Service service, IpFamily family) =>
        family == IpFamily.IPv4 ? $"ipv4-{service.Name}" : $"ipv6-{service.Name}";
}
