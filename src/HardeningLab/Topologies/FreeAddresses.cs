using Hardening.Addresses;

namespace HardeningLab.Topologies;

/// <summary>Hands out addresses for the target that nobody asks from.</summary>
/// <param name="taken">Addresses that sources need.</param>
/// <param name="allowed">Everything that some service allows.</param>
internal sealed class FreeAddresses(HashSet<Address> taken, AddressSet allowed)
{
    /// <summary>Administrators number their servers from here on, and it leaves the edges alone.</summary>
    private const uint FirstHost = 10;

    private const uint Tried = 200;

    /// <summary>An address within the prefix, or null where it has no room beside its edges.</summary>
    internal Address? TakeInside(Prefix prefix) =>
        Candidates(prefix, FirstHost)
            .Select(address => (Address?)address)
            .FirstOrDefault(address => taken.Add(address!.Value));

    /// <summary>An address of the prefix, one that no service allows if there is one.</summary>
    internal Address TakeOutside(Prefix prefix)
    {
        var free = Candidates(prefix, 1).Where(address => !taken.Contains(address)).ToList();
        var chosen = free.Find(address => !allowed.Contains(address));
        if (chosen == default)
        {
            chosen = free[0];
        }
        taken.Add(chosen);
        return chosen;
    }

    private static IEnumerable<Address> Candidates(Prefix prefix, uint from)
    {
        for (
            var host = from;
            host < from + Tried && prefix.Last.Bits - prefix.First.Bits > host;
            host++
        )
        {
            var candidate = new Address(prefix.Family, prefix.First.Bits + host);
            if (!HostAddresses.Never.Contains(candidate))
            {
                yield return candidate;
            }
        }
    }
}
