using System.Diagnostics;
using System.Globalization;
using Hardening.Addresses;
using Hardening.Analysis.PacketSets;
using Hardening.Rulesets.Ipsets;
using Hardening.Rulesets.Iptables.Extensions;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>What packets can be members of in a set that ipset(8) has saved (net/netfilter/ipset).</summary>
internal sealed class SetMembersReader
{
    // Each name of a card or an interface is told apart from all others.
    private const int MostNames = 1000;

    private const uint WholeMark = uint.MaxValue;

    private readonly KernelSet set;
    private readonly EquatableArray<SetPart> parts;
    private readonly UInt128 addressMask;
    private readonly uint markMask;
    private readonly bool expires;

    private SetMembersReader(KernelSet set, UInt128 addressMask)
    {
        (this.set, this.addressMask) = (set, addressMask);
        parts =
            set.Type.Name == "list:set"
                ? []
                : set.Type.Dimensions.Select(PartOf).ToEquatableArray();
        markMask =
            set.Value("markmask") is { } mask && NumberArgument.Find(mask) is { } bits
                ? (uint)bits
                : WholeMark;
        expires = IsTime(set.Value("timeout"));
    }

    /// <summary>Null where too much of the set depends on what is not modelled: a mask with holes, a thousand names.</summary>
    internal static SetMembers? Of(KernelSet set)
    {
        if (AddressMask(set) is not { } mask || CountNames(set) > MostNames)
        {
            return null;
        }
        return new SetMembersReader(set, mask).Read();
    }

    private SetMembers Read() =>
        new(
            set.Name,
            set.Type.IsWithoutFamily ? null : set.Family,
            parts,
            parts.Count == 0 ? [] : Members().ToEquatableArray(),
            parts.Count > 0 ? [] : Lists().ToEquatableArray()
        )
        {
            Evicts = set.Value("forceadd") is not null,
        };

    private IEnumerable<ListedSet> Lists() =>
        set.Entries.Select(entry => new ListedSet(
            ((IpsetMember.SetMember)entry.Members[0]).Name,
            IsUncertain(entry)
        ));

    private IEnumerable<SetMember> Members()
    {
        // Only where some are excepted it counts how wide a network is, and one that was written as a range is several.
        var areSplit = set.Entries.Any(entry => entry.IsNoMatch);
        foreach (var entry in set.Entries)
        {
            var isUncertain = IsUncertain(entry);
            IEnumerable<EquatableArray<SetValue>> each = areSplit
                ? Split(entry)
                :
                [
                    entry
                        .Members.Select((member, part) => Value(entry, member, part))
                        .ToEquatableArray(),
                ];
            foreach (var values in each)
            {
                yield return values.Count == parts.Count
                    ? new SetMember(values, entry.IsNoMatch, isUncertain)
                    // The first packet that asks gives an address its card.
                    : new SetMember([.. values, new SetValue.Whatever()], entry.IsNoMatch, true);
            }
        }
    }

    /// <summary>The entry with each of its networks as prefixes.</summary>
    private IEnumerable<EquatableArray<SetValue>> Split(IpsetEntry entry)
    {
        IEnumerable<IEnumerable<SetValue>> all =
        [
            [],
        ];
        for (var part = 0; part < entry.Members.Count; part++)
        {
            var value = Value(entry, entry.Members[part], part);
            IEnumerable<SetValue> values =
                parts[part] == SetPart.Network
                && entry.Members[part] is IpsetMember.AddressMember(var range)
                    ? AddressSet
                        .OfRanges(range)
                        .Prefixes(set.Family)
                        .Select(prefix => Extent(prefix.Range))
                    : [value];
            all = all.SelectMany(before => values.Select(one => before.Append(one)));
        }
        return all.Select(values => values.ToEquatableArray());
    }

    private SetValue Value(IpsetEntry entry, IpsetMember member, int part) =>
        member switch
        {
            IpsetMember.AddressMember(var range) => parts[part] == SetPart.Network
                ? Extent(range)
                : new SetValue.Extent(
                    new ValueRange(
                        range.First.Bits & addressMask,
                        range.Last.Bits | (Address.Highest(set.Family).Bits & ~addressMask)
                    )
                ),
            IpsetMember.PortMember({ } protocol, var first, var last) => new SetValue.ProtocolPorts(
                protocol,
                new ValueRange(first, last)
            ),
            IpsetMember.PortMember(null, var first, var last) => new SetValue.Extent(
                new ValueRange(first, last)
            ),
            IpsetMember.HardwareMember(var bits) => new SetValue.NamePattern(Card(bits)),
            IpsetMember.MarkMember(var mark) => markMask == WholeMark
                ? new SetValue.Extent(new ValueRange(mark, mark))
                : new SetValue.MaskedMark(markMask, mark & markMask),
            IpsetMember.InterfaceMember(var name, var isBridgePort) => new SetValue.NamePattern(
                name,
                isBridgePort,
                entry.IsWildcard
            ),
            _ => throw new UnreachableException(),
        };

    private static SetValue.Extent Extent(AddressRange range) =>
        new(new ValueRange(range.First.Bits, range.Last.Bits));

    private SetPart PartOf(IpsetDimension dimension) =>
        dimension switch
        {
            IpsetDimension.Address => SetPart.Address,
            IpsetDimension.Network => SetPart.Network,
            IpsetDimension.Port => set.Type.Name == "bitmap:port"
                ? SetPart.Port
                : SetPart.ProtocolAndPort,
            IpsetDimension.Hardware => set.Type.Name == "bitmap:ip,mac"
                ? SetPart.HardwareSource
                : SetPart.Hardware,
            IpsetDimension.Mark => SetPart.Mark,
            IpsetDimension.Interface => SetPart.Interface,
            _ => throw new UnreachableException(),
        };

    /// <summary>What is left of its time was so when the text was printed; 0 is for ever.</summary>
    private bool IsUncertain(IpsetEntry entry) =>
        entry.Value("timeout") is { } own ? IsTime(own) : expires;

    private static bool IsTime(string? seconds) =>
        seconds is not null && NumberArgument.Find(seconds) is not 0;

    /// <summary>The bits of an address that are compared; null where they are not its first ones.</summary>
    private static UInt128? AddressMask(KernelSet set)
    {
        var whole = Address.Highest(set.Family).Bits;
        var width = Address.WidthOf(set.Family);
        UInt128? mask = null;
        if (set.Value("netmask") is { } text)
        {
            mask = NumberArgument.Find(text, (ulong)width) is { } length and > 0
                ? whole & (UInt128.MaxValue << (width - (int)length))
                : 0;
        }
        else if (set.Value("bitmask") is { } bits)
        {
            mask = Address.TryParse(bits, out var address, out _) ? address.Bits : 0;
        }
        if (mask is not { } told)
        {
            return whole;
        }
        var free = whole & ~told;
        return
            told != 0
            && (free & (free + 1)) == 0
            && set.Type.Dimensions.All(one => one is IpsetDimension.Address or IpsetDimension.Port)
            ? told
            : null;
    }

    private static int CountNames(KernelSet set) =>
        set.Type.Dimensions.Any(one => one is IpsetDimension.Hardware or IpsetDimension.Interface)
            ? set
                .Entries.SelectMany(entry => entry.Members)
                .Where(member =>
                    member is IpsetMember.HardwareMember or IpsetMember.InterfaceMember
                )
                .Distinct()
                .Count()
            : 0;

    private static string Card(ulong bits) =>
        string.Join(
            ':',
            Enumerable
                .Range(0, 6)
                .Select(index =>
                    ((byte)(bits >> (40 - 8 * index))).ToString("x2", CultureInfo.InvariantCulture)
                )
        );
}
