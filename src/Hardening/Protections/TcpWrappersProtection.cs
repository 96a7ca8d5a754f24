using System.Collections.Immutable;
using Hardening.Addresses;
using Hardening.Policies;
using Hardening.Rulesets;
using Hardening.Rulesets.HostsAccess;

namespace Hardening.Protections;

/// <summary>
/// A policy as a block for the top of hosts.allow, and one for hosts.deny (hosts_access(5)). The block of hosts.allow
/// ends in a line that denies, so that nothing below it grants; hosts.deny holds should somebody put lines above it.
/// </summary>
public static class TcpWrappersProtection
{
    /// <summary>The comment line that begins a block.</summary>
    public const string Begin = "BEGIN HardeningLab";

    /// <summary>The comment line that ends a block.</summary>
    public const string End = "END HardeningLab";

    // Beside such a list of daemons there is room for any client pattern.
    private const int MaxDaemons = 1000;

    /// <summary>What libwrap can tell to be the host itself; an own address on another interface it can't.</summary>
    public static AddressSet Loopback { get; } =
        AddressSet.Of(Prefix.Parse("127.0.0.0/8"), Prefix.Parse("::1"));

    /// <summary>Whether the service's daemon asks the wrappers; any other is left out.</summary>
    public static bool Covers(Service service)
    {
        ArgumentNullException.ThrowIfNull(service);
        return service.WrapperNames.Count > 0;
    }

    /// <summary>The addresses that the wrappers let reach a covered service.</summary>
    public static AddressSet Sources(Policy policy, ProtectedService service)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(service);
        return policy.LoopbackAllowed
            ? service.Sources.Union(Loopback)
            : service.Sources.Except(Loopback);
    }

    /// <summary>The blocks of hosts.allow and hosts.deny.</summary>
    public static ImmutableArray<RulesetFile> Rulesets(Policy policy) =>
        [
            new(
                RulesetKind.HostsAllow,
                "hlab:hosts.allow",
                AccessFilePrinter.Print(HostsAllow(policy))
            ),
            new(
                RulesetKind.HostsDeny,
                "hlab:hosts.deny",
                AccessFilePrinter.Print(HostsDeny(policy))
            ),
        ];

    /// <summary>The block for the top of hosts.allow.</summary>
    public static AccessFile HostsAllow(Policy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var entries =
            from item in policy.Services
            from daemons in Lines(item.Service.WrapperNames, name => name, MaxDaemons)
            from entry in Grants(daemons, Clients(Sources(policy, item)))
                .Append(new Entry.Access(daemons, [new Client.Everybody()], Denies: true))
            select entry;
        return Block(entries);
    }

    /// <summary>The block for hosts.deny.</summary>
    public static AccessFile HostsDeny(Policy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var entries =
            from item in policy.Services
            from daemons in Lines(item.Service.WrapperNames, name => name, MaxDaemons)
            select new Entry.Access(daemons, [new Client.Everybody()]);
        return Block(entries);
    }

    private static AccessFile Block(IEnumerable<Entry> entries) =>
        new([new Entry.Comment(Begin), .. entries, new Entry.Comment(End)]);

    private static IEnumerable<Entry> Grants(
        EquatableArray<string> daemons,
        IEnumerable<Client> clients
    )
    {
        var used = daemons.Sum(daemon => daemon.Length + 1) + ": ".Length;
        return Lines(clients, AccessFilePrinter.Print, AccessFilePrinter.MaxLine - used)
            .Select(line => new Entry.Access(daemons, line));
    }

    private static IEnumerable<Client> Clients(AddressSet sources) =>
        sources.Equals(AddressSet.Everything)
            ? [new Client.Everybody()]
            : sources
                .Prefixes(IpFamily.IPv4)
                .SelectMany(Matched)
                .Concat(sources.Prefixes(IpFamily.IPv6))
                .Select(prefix => new Client.Network(prefix));

    /// <summary>libwrap lets 0.0.0.0/0 match nothing.</summary>
    private static IEnumerable<Prefix> Matched(Prefix prefix) =>
        prefix.Length > 0 ? [prefix] : [Prefix.Parse("0.0.0.0/1"), Prefix.Parse("128.0.0.0/1")];

    /// <summary>Fills lines with as many words, and the blanks between them, as have room.</summary>
    private static IEnumerable<EquatableArray<T>> Lines<T>(
        IEnumerable<T> words,
        Func<T, string> print,
        int room
    )
    {
        List<T> line = [];
        var length = 0;
        foreach (var word in words)
        {
            var added = print(word).Length + 1;
            if (line.Count > 0 && length + added > room)
            {
                yield return line.ToEquatableArray();
                line = [];
                length = 0;
            }
            line.Add(word);
            length += added;
        }
        if (line.Count > 0)
        {
            yield return line.ToEquatableArray();
        }
    }
}
