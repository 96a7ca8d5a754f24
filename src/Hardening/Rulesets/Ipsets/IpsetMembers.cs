using System.Globalization;
using Hardening.Addresses;
using Hardening.Rulesets.Iptables.Extensions;

namespace Hardening.Rulesets.Ipsets;

/// <summary>Reads the parts of an entry as the set's type has them.</summary>
/// <param name="type">The type.</param>
/// <param name="family">The family of the set's addresses.</param>
internal ref struct IpsetMembers(IpsetType type, IpFamily family)
{
    private readonly IpsetType type = type;
    private readonly IpFamily family = family;

    /// <summary>Where in the entry the part begins that is wrong; zero-based.</summary>
    public int FaultAt { get; private set; }

    /// <summary>What was expected there.</summary>
    public string Expected { get; private set; } = string.Empty;

    /// <summary>The part that is wrong.</summary>
    public readonly ReadOnlySpan<char> Found(ReadOnlySpan<char> entry) =>
        entry[FaultAt..].IndexOf(',') is >= 0 and var comma
            ? entry.Slice(FaultAt, comma)
            : entry[FaultAt..];

    /// <summary>Null where a part is none of its dimension.</summary>
    public EquatableArray<IpsetMember>? Read(ReadOnlySpan<char> entry)
    {
        var members = new IpsetMember[type.Dimensions.Count];
        var start = 0;
        var count = 0;
        for (; count < members.Length && start <= entry.Length; count++)
        {
            var comma = entry[start..].IndexOf(',');
            var end = comma < 0 ? entry.Length : start + comma;
            FaultAt = start;
            if (Member(type.Dimensions[count], entry[start..end]) is not { } member)
            {
                return null;
            }
            members[count] = member;
            start = end + 1;
        }
        if (start <= entry.Length)
        {
            (FaultAt, Expected) = (
                start,
                $"no more than the {members.Length} parts of {type.Name}"
            );
            return null;
        }
        if (count < members.Length && type.Name != "bitmap:ip,mac")
        {
            (FaultAt, Expected) = (entry.Length, $"the {members.Length} parts of {type.Name}");
            return null;
        }
        return EquatableArray.Create<IpsetMember>(members.AsSpan(0, count));
    }

    private IpsetMember? Member(IpsetDimension dimension, ReadOnlySpan<char> text)
    {
        switch (dimension)
        {
            case IpsetDimension.Address or IpsetDimension.Network:
                Expected =
                    family == IpFamily.IPv4
                        ? "an IPv4 address, a prefix, or two addresses with a dash between"
                        : "an IPv6 address, a prefix, or two addresses with a dash between";
                return Addresses(text);
            case IpsetDimension.Port:
                Expected =
                    type.Name == "bitmap:port"
                        ? "a port, or two with a dash between"
                        : "a protocol, a colon and a port, such as tcp:80";
                return Ports(text);
            case IpsetDimension.Hardware:
                Expected = "a hardware address of six bytes, such as 02:00:00:00:00:01";
                return Hardware(text);
            case IpsetDimension.Mark:
                Expected = "a mark of 32 bits";
                return NumberArgument.Find(text.ToString()) is { } mark
                    ? new IpsetMember.MarkMember((uint)mark)
                    : null;
            case IpsetDimension.Interface:
                Expected = "the name of an interface of 15 characters at most";
                var isPort = text.StartsWith("physdev:");
                var name = isPort ? text["physdev:".Length..] : text;
                return name.Length is > 0 and <= 15
                    ? new IpsetMember.InterfaceMember(name.ToString(), isPort)
                    : null;
            default:
                Expected = "the name of a set, of 31 characters at most";
                return text.Length is > 0 and <= 31
                    ? new IpsetMember.SetMember(text.ToString())
                    : null;
        }
    }

    private readonly IpsetMember.AddressMember? Addresses(ReadOnlySpan<char> text)
    {
        var slash = text.IndexOf('/');
        if (slash >= 0)
        {
            return
                Find(text[..slash]) is { } address
                && int.TryParse(
                    text[(slash + 1)..],
                    NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var length
                )
                && length <= address.Width
                ? new IpsetMember.AddressMember(Prefix.Around(address, length).Range)
                : null;
        }
        var dash = text.IndexOf('-');
        if (dash < 0)
        {
            return Find(text) is { } single
                ? new IpsetMember.AddressMember(new AddressRange(single, single))
                : null;
        }
        return
            Find(text[..dash]) is { } first && Find(text[(dash + 1)..]) is { } last && first <= last
            ? new IpsetMember.AddressMember(new AddressRange(first, last))
            : null;
    }

    private readonly Address? Find(ReadOnlySpan<char> text) =>
        Address.TryParse(text, out var address, out _) && address.Family == family ? address : null;

    private readonly IpsetMember.PortMember? Ports(ReadOnlySpan<char> text)
    {
        var colon = text.IndexOf(':');
        if (type.Name == "bitmap:port")
        {
            return Range(null, text);
        }
        byte? protocol = colon < 0 ? 6 : IpsetProtocol.Find(text[..colon].ToString());
        var ports = text[(colon + 1)..];
        return protocol switch
        {
            null => null,
            1 or 58 => Icmp(protocol.Value, ports),
            { } number when IpsetProtocol.HasPorts(number) => Range(number, ports),
            { } number => ports is "0" ? new IpsetMember.PortMember(number, 0, 0) : null,
        };
    }

    private static IpsetMember.PortMember? Range(byte? protocol, ReadOnlySpan<char> text)
    {
        if (IpsetProtocol.Port(text) is { } single)
        {
            return new IpsetMember.PortMember(protocol, single, single);
        }
        var dash = text.IndexOf('-');
        return
            dash > 0
            && IpsetProtocol.Port(text[..dash]) is { } first
            && IpsetProtocol.Port(text[(dash + 1)..]) is { } last
            && first <= last
            ? new IpsetMember.PortMember(protocol, first, last)
            : null;
    }

    private static IpsetMember.PortMember? Icmp(byte protocol, ReadOnlySpan<char> text)
    {
        if (IcmpExtensions.Find(protocol == 58, text.ToString()) is not var (type, first, last))
        {
            return null;
        }
        // A type alone is one with the code 0 here.
        var code = text.Contains('/') || first == last ? first : 0;
        var value = (ushort)(type << 8 | code);
        return new IpsetMember.PortMember(protocol, value, value);
    }

    private static IpsetMember.HardwareMember? Hardware(ReadOnlySpan<char> text)
    {
        if (text.Length != 17)
        {
            return null;
        }
        ulong bits = 0;
        for (var index = 0; index < 6; index++)
        {
            if (
                index > 0 && text[3 * index - 1] != ':'
                || !byte.TryParse(
                    text.Slice(3 * index, 2),
                    NumberStyles.AllowHexSpecifier,
                    CultureInfo.InvariantCulture,
                    out var value
                )
            )
            {
                return null;
            }
            bits = bits << 8 | value;
        }
        return new IpsetMember.HardwareMember(bits);
    }
}
