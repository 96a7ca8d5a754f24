using Hardening.Addresses;
using Hardening.Policies;

namespace HardeningLab.Topologies;

/// <summary>The addresses at which a policy and a ruleset are likeliest to differ: the borders of what is allowed.</summary>
public static class Edges
{
    /// <summary>
    /// First and last address of each allowed prefix and the ones just outside; the same for each range that is left once
    /// what is excepted is taken out. Each address once, with the first reason for it.
    /// </summary>
    public static IReadOnlyDictionary<Address, Role> Of(ProtectedService service)
    {
        ArgumentNullException.ThrowIfNull(service);
        var edges = new Dictionary<Address, Role>();
        foreach (var prefix in service.Allow)
        {
            Add(edges, prefix.Range);
        }
        foreach (var family in (IpFamily[])[IpFamily.IPv4, IpFamily.IPv6])
        {
            foreach (var range in service.Sources.Ranges(family))
            {
                Add(edges, range);
            }
        }
        return edges;
    }

    private static void Add(Dictionary<Address, Role> edges, AddressRange range)
    {
        Add(edges, HostAddresses.AtOrAbove(range.First), Role.First, range);
        Add(edges, HostAddresses.AtOrBelow(range.Last), Role.Last, range);
        Add(
            edges,
            range.First.Previous is { } below ? HostAddresses.AtOrBelow(below) : null,
            Role.Below,
            null
        );
        Add(
            edges,
            range.Last.Next is { } above ? HostAddresses.AtOrAbove(above) : null,
            Role.Above,
            null
        );
    }

    private static void Add(
        Dictionary<Address, Role> edges,
        Address? address,
        Role role,
        AddressRange? within
    )
    {
        if (address is { } edge && (within is not { } range || range.Contains(edge)))
        {
            edges.TryAdd(edge, role);
        }
    }
}
