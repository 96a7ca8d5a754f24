using System.Diagnostics;
using Hardening.Addresses;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>The packets of which a set has a member (net/netfilter/ipset).</summary>
internal static class MemberCondition
{
    private static readonly Condition IsTcpOrUdp = new Condition.Among(
        PacketField.L4Protocol,
        [new ValueRange(6, 6), new ValueRange(17, 17)]
    );

    /// <param name="scope">The rule that asks.</param>
    /// <param name="set">The set, no list.</param>
    /// <param name="directions">One <c>src</c> or <c>dst</c> for each part, or more; with fewer, as with another family, the kernel finds nothing.</param>
    /// <param name="unknown">Whether members are still there of which nobody knows.</param>
    internal static Condition Of(
        RuleScope scope,
        SetMembers set,
        string directions,
        Condition unknown
    )
    {
        var isSource = directions.Split(',').Select(word => IsSource(scope, word)).ToList();
        if (
            isSource.Count < set.Parts.Count
            || set.Family is { } family && family != scope.Family
            || set.Members.Count == 0
        )
        {
            return Condition.Never;
        }
        if (!set.Members.Any(member => member.IsUncertain))
        {
            return Decided(set, set.Members, isSource, scope.Family);
        }
        // At the least what may be gone is gone and what may except still does; at the most it is the other way round.
        var least = set.Members.Where(member => !member.IsUncertain || member.IsExcepted);
        var most = set.Members.Where(member => !member.IsUncertain || !member.IsExcepted);
        return new Condition.AnyOf([
            Decided(set, least, isSource, scope.Family),
            new Condition.AllOf([Decided(set, most, isSource, scope.Family), unknown]),
        ]);
    }

    /// <summary>The narrowest member that fits decides, the first part before the second.</summary>
    private static Condition Decided(
        SetMembers set,
        IEnumerable<SetMember> among,
        IReadOnlyList<bool> isSource,
        IpFamily family
    )
    {
        var members = among.ToList();
        if (set.Parts is [SetPart.Address or SetPart.Network])
        {
            return new Condition.Among(AddressField(isSource[0]), SetMembersRanges.Of(members));
        }
        if (!members.Exists(member => member.IsExcepted))
        {
            return Any(set, members, isSource, family);
        }
        var decided = Condition.Never;
        var byWidth = members
            .GroupBy(member => Widths(set, member))
            .OrderByDescending(
                group => group.Key,
                Comparer<EquatableArray<UInt128>>.Create(Compare)
            );
        foreach (var group in byWidth)
        {
            var (fits, excepted) = (
                Any(set, group.Where(member => !member.IsExcepted), isSource, family),
                Any(set, group.Where(member => member.IsExcepted), isSource, family)
            );
            decided = new Condition.AnyOf([
                fits,
                new Condition.AllOf([decided, excepted.Opposite()]),
            ]);
        }
        return decided;
    }

    /// <summary>Members that differ in their first address alone are asked as one, and all others in halves: large sets are small conditions.</summary>
    private static Condition Any(
        SetMembers set,
        IEnumerable<SetMember> members,
        IReadOnlyList<bool> isSource,
        IpFamily family
    )
    {
        if (set.Parts[0] is not (SetPart.Address or SetPart.Network))
        {
            return Halved([
                .. members.Select(member => Of(set, member.Values, 0, isSource, family)),
            ]);
        }
        var groups = members
            .GroupBy(member => member.Values.Skip(1).ToEquatableArray())
            .Select(group =>
                (
                    Ranges: ValueRanges.Merge(
                        group.Select(member => ((SetValue.Extent)member.Values[0]).Range)
                    ),
                    Others: group.Key
                )
            )
            .OrderBy(group => group.Ranges[0].First);
        return Halved([
            .. groups.Select(group => new Condition.AllOf([
                new Condition.Among(AddressField(isSource[0]), group.Ranges),
                Of(set, group.Others, 1, isSource, family),
            ])),
        ]);
    }

    private static Condition Halved(ReadOnlySpan<Condition> any) =>
        any.Length switch
        {
            0 => Condition.Never,
            1 => any[0],
            var count => new Condition.AnyOf([
                Halved(any[..(count / 2)]),
                Halved(any[(count / 2)..]),
            ]),
        };

    /// <summary>The values of all parts from one on.</summary>
    private static Condition.AllOf Of(
        SetMembers set,
        EquatableArray<SetValue> values,
        int first,
        IReadOnlyList<bool> isSource,
        IpFamily family
    ) =>
        new(
            values
                .Select(
                    (value, index) =>
                        Of(set.Parts[first + index], value, isSource[first + index], family)
                )
                .ToEquatableArray()
        );

    private static Condition Of(SetPart part, SetValue value, bool isSource, IpFamily family) =>
        (part, value) switch
        {
            (SetPart.HardwareSource, _) when !isSource => Condition.Never,
            (_, SetValue.Whatever) => Condition.Always,
            (SetPart.Address or SetPart.Network, SetValue.Extent(var range)) => new Condition.Among(
                AddressField(isSource),
                [range]
            ),
            (SetPart.Mark, SetValue.MaskedMark(var mask, var mark)) => new Condition.BitsAre(
                PacketField.Mark,
                mask,
                mark
            ),
            (SetPart.Mark, SetValue.Extent(var range)) => new Condition.Among(
                PacketField.Mark,
                [range]
            ),
            (SetPart.Port, SetValue.Extent(var range)) => new Condition.AllOf([
                IsTcpOrUdp,
                FragmentHeaders.HasTransport,
                new Condition.Among(PortField(isSource), [range]),
            ]),
            (SetPart.ProtocolAndPort, SetValue.ProtocolPorts(var protocol, var range)) =>
                OfProtocol(protocol, range, isSource, family),
            (SetPart.Hardware or SetPart.HardwareSource, SetValue.NamePattern(var name, _, _)) =>
                isSource
                    ? new Condition.Named(PacketField.EthernetSource, name)
                    : new Condition.Unmodelled($"hardware destination {name}"),
            (SetPart.Interface, SetValue.NamePattern(var name, var isBridgePort, var isPrefix)) =>
                new Condition.Named(
                    (isSource, isBridgePort) switch
                    {
                        (true, false) => PacketField.InInterface,
                        (true, true) => PacketField.BridgePortIn,
                        (false, false) => PacketField.OutInterface,
                        (false, true) => PacketField.BridgePortOut,
                    },
                    name,
                    isPrefix
                ),
            _ => throw new UnreachableException(),
        };

    private static Condition.AllOf OfProtocol(
        uint protocol,
        ValueRange range,
        bool isSource,
        IpFamily family
    )
    {
        var isProtocol = Condition.Is(PacketField.L4Protocol, protocol);
        return protocol switch
        {
            6 or 17 or 132 or 136 => new([
                isProtocol,
                FragmentHeaders.HasTransport,
                new Condition.Among(PortField(isSource), [range]),
            ]),
            // The kernel compares type and code as one number.
            1 or 58 => new([
                isProtocol,
                FragmentHeaders.HasTransport,
                IcmpTypeCondition.Between(range),
            ]),
            // With IPv4 there is nothing to look up behind the protocol (ip_set_get_ip4_port in ip_set_getport.c).
            _ => family == IpFamily.IPv4
                ? new([isProtocol])
                : new([isProtocol, FragmentHeaders.HasTransport]),
        };
    }

    /// <summary>How wide each of its networks is.</summary>
    private static EquatableArray<UInt128> Widths(SetMembers set, SetMember member) =>
        member
            .Values.Select(
                (value, part) =>
                    set.Parts[part] == SetPart.Network && value is SetValue.Extent(var range)
                        ? range.Last - range.First
                        : 0
            )
            .ToEquatableArray();

    /// <summary>By the first part, then by the second.</summary>
    private static int Compare(EquatableArray<UInt128> left, EquatableArray<UInt128> right)
    {
        for (var index = 0; index < left.Count; index++)
        {
            if (left[index] != right[index])
            {
                return left[index].CompareTo(right[index]);
            }
        }
        return 0;
    }

    private static bool IsSource(RuleScope scope, string word) =>
        word switch
        {
            "src" => true,
            "dst" => false,
            _ => throw scope.Refused(word, "src or dst for each part of the set's members"),
        };

    private static PacketField AddressField(bool isSource) =>
        isSource ? PacketField.SourceAddress : PacketField.DestinationAddress;

    private static PacketField PortField(bool isSource) =>
        isSource ? PacketField.SourcePort : PacketField.DestinationPort;
}
