using System.Diagnostics;
using Hardening.Addresses;
using Hardening.Analysis.PacketSets;
using Hardening.Rulesets.HostsAccess;

namespace Hardening.Analysis.Wrappers;

/// <summary>The packets whose client, or server, a host pattern matches.</summary>
internal sealed class HostSets
{
    private readonly PacketSpace space;
    private readonly WrapperTables tables;
    private readonly PacketField field;
    private readonly string who;
    private readonly AddressTexts texts;
    private readonly HashSet<string> open = new(StringComparer.Ordinal);
    private readonly Dictionary<HostPattern, PacketSet> known = [];
    private int spent;

    /// <param name="space">Where the sets live.</param>
    /// <param name="tables">What the files hold that patterns name.</param>
    /// <param name="field">The host's address.</param>
    /// <param name="who">The host in the names of what is unknown.</param>
    internal HostSets(PacketSpace space, WrapperTables tables, PacketField field, string who)
    {
        (this.space, this.tables, this.field, this.who) = (space, tables, field, who);
        texts = new AddressTexts(space, field);
    }

    /// <summary>How many nodes of diagrams wildcards may cost, before the next ones are no longer followed letter by letter.</summary>
    internal int WildcardBudget { get; init; } = 500_000;

    /// <summary>Adds what a pattern matches, and keeps account of what wildcards cost: the texts of IPv6 that many of them match together can have no diagram of any use.</summary>
    internal PacketSet AddTo(PacketSet set, HostPattern pattern, Func<PacketSet> of)
    {
        var before = space.Size;
        set |= of();
        if (pattern is HostPattern.Named(_, TextPattern.Wildcard, _) or HostPattern.Listed)
        {
            spent += space.Size - before;
        }
        return set;
    }

    /// <summary>
    /// The addresses of a pattern that is a network or one address, and nothing else: so that those of long lists make one set at once.
    /// Null for every other, which <see cref="Of"/> knows.
    /// </summary>
    internal ValueRange? RangeOf(HostPattern pattern) =>
        pattern switch
        {
            HostPattern.Named(_, TextPattern.Literal literal, AsksName: false) => texts.RangeOf(
                literal.Text
            ),
            HostPattern.Named(_, TextPattern.Bracketed(_, { } one, ""), _) => texts.RangeOf(
                one,
                Address.Highest(IpFamily.IPv6).Width
            ),
            HostPattern.Ipv6Prefix(_, var network, var length, "") => texts.RangeOf(
                network,
                length
            ),
            HostPattern.Ipv4Mask(_, var network, var mask)
                when (network & ~mask) == 0 && (~mask & (~mask + 1)) == 0 => texts.RangeOf(
                network,
                ~mask
            ),
            _ => null,
        };

    internal PacketSet Of(HostPattern pattern)
    {
        if (!known.TryGetValue(pattern, out var set))
        {
            set = Make(pattern);
            // What a file lists may have been cut short because the same file was being read.
            if (open.Count == 0)
            {
                known[pattern] = set;
            }
        }
        return set;
    }

    /// <summary>The packets for which a text that somebody else tells matches.</summary>
    internal static PacketSet Told(
        PacketSpace space,
        TextPattern pattern,
        string isUnknown,
        string? isParanoid,
        string matches
    )
    {
        if (pattern is TextPattern.Anything)
        {
            return space.All;
        }
        var nobody = space.Unknown(isUnknown);
        var paranoid = isParanoid is null ? space.None : space.Unknown(isParanoid);
        PacketSet IfMatched(string text) => pattern.Matches(text) ? space.All : space.None;
        var told =
            pattern is TextPattern.Known ? space.All
            : AccessCheck.CanBeName(pattern) ? space.Unknown(matches)
            : space.None;
        return nobody.IfThenElse(
            IfMatched(TextPattern.Unknown),
            paranoid.IfThenElse(IfMatched(TextPattern.Paranoid), told)
        );
    }

    private PacketSet Make(HostPattern pattern) =>
        pattern switch
        {
            HostPattern.KnownHost => IsKnown,
            HostPattern.LocalHost => IsKnown
                & space.Unknown(OpenQuestions.NameIs(who, "without a dot")),
            HostPattern.Netgroup(var group) => space.Unknown(
                OpenQuestions.Netgroup(who, group[1..])
            ),
            HostPattern.Listed(var path) => Listed(path),
            HostPattern.Ipv4Mask(_, var network, var mask) => Masked(network, mask),
            HostPattern.Ipv6Prefix(_, var network, var length, var zone) => space.Family
            == IpFamily.IPv6
                ? (Within(network.Bits, length) - texts.Mapped) & Interface(zone)
                : space.None,
            HostPattern.NoNetwork => space.None,
            HostPattern.Named(_, var text, var asksName) => WithAddress(text)
                | (
                    asksName
                        ? Told(
                            space,
                            text,
                            OpenQuestions.NameIsUnknown(who),
                            OpenQuestions.NameIsParanoid(who),
                            OpenQuestions.NameIs(who, text.Text)
                        )
                        : space.None
                ),
            _ => throw new UnreachableException(),
        };

    private PacketSet IsKnown =>
        ~space.Unknown(OpenQuestions.NameIsUnknown(who))
        - space.Unknown(OpenQuestions.NameIsParanoid(who));

    private PacketSet WithAddress(TextPattern pattern) =>
        pattern is TextPattern.Wildcard && spent > WildcardBudget
            ? texts.MatchingNarrow(pattern, space.Unknown(OpenQuestions.Written(who, pattern.Text)))
        : pattern is not TextPattern.Bracketed(_, var address, var zone)
            ? texts.Matching(pattern, space.Unknown(OpenQuestions.Zone(who, pattern.Text)))
        : space.Family == IpFamily.IPv6 && address is { } one
            ? (texts.Single(one.Bits) - texts.Mapped) & Interface(zone)
        : space.None;

    private PacketSet Listed(string path)
    {
        if (tables.PatternsIn(path) is not { } patterns)
        {
            return space.Unknown(OpenQuestions.Listed(who, path));
        }
        var set = space.None;
        if (open.Add(path))
        {
            foreach (var pattern in patterns)
            {
                set = AddTo(set, pattern, () => Of(pattern));
            }
            open.Remove(path);
        }
        return set;
    }

    private PacketSet Masked(uint network, uint mask)
    {
        if (space.Family == IpFamily.IPv4)
        {
            return space.Masked(field, mask, network) - texts.Single(uint.MaxValue);
        }
        return texts.Mapped & space.Masked(field, mask, network);
    }

    private PacketSet Within(UInt128 network, int length)
    {
        var mask = length == 0 ? 0 : UInt128.MaxValue << (128 - length);
        return space.Masked(field, mask, network & mask);
    }

    private PacketSet Interface(string zone) =>
        zone.Length == 0 ? space.All : space.Unknown(OpenQuestions.Interface(zone));
}
