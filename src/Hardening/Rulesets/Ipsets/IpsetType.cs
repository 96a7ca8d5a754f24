using System.Collections.Frozen;

namespace Hardening.Rulesets.Ipsets;

/// <summary>The type of a set.</summary>
/// <param name="Name">As ipset(8) writes it, such as <c>hash:ip,port</c>.</param>
/// <param name="Dimensions">What the parts of an entry are, in the order in which commas separate them.</param>
public sealed record IpsetType(string Name, EquatableArray<IpsetDimension> Dimensions)
{
    private static readonly FrozenDictionary<string, IpsetType> ByName = new IpsetType[]
    {
        new("bitmap:ip", [IpsetDimension.Address]),
        new("bitmap:ip,mac", [IpsetDimension.Address, IpsetDimension.Hardware]),
        new("bitmap:port", [IpsetDimension.Port]),
        new("hash:ip", [IpsetDimension.Address]),
        new("hash:mac", [IpsetDimension.Hardware]),
        new("hash:ip,mac", [IpsetDimension.Address, IpsetDimension.Hardware]),
        new("hash:net", [IpsetDimension.Network]),
        new("hash:net,net", [IpsetDimension.Network, IpsetDimension.Network]),
        new("hash:ip,port", [IpsetDimension.Address, IpsetDimension.Port]),
        new("hash:net,port", [IpsetDimension.Network, IpsetDimension.Port]),
        new(
            "hash:ip,port,ip",
            [IpsetDimension.Address, IpsetDimension.Port, IpsetDimension.Address]
        ),
        new(
            "hash:ip,port,net",
            [IpsetDimension.Address, IpsetDimension.Port, IpsetDimension.Network]
        ),
        new("hash:ip,mark", [IpsetDimension.Address, IpsetDimension.Mark]),
        new(
            "hash:net,port,net",
            [IpsetDimension.Network, IpsetDimension.Port, IpsetDimension.Network]
        ),
        new("hash:net,iface", [IpsetDimension.Network, IpsetDimension.Interface]),
        new("list:set", [IpsetDimension.Set]),
    }.ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);

    /// <summary>Whether the type knows neither IPv4 nor IPv6.</summary>
    public bool IsWithoutFamily => Name is "hash:mac" or "bitmap:port" or "list:set";

    /// <summary>Null for a name that is none.</summary>
    public static IpsetType? Find(string name) => ByName.GetValueOrDefault(name);
}
