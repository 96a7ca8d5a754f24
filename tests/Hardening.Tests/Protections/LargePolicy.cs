using Hardening.Addresses;
using Hardening.Policies;

namespace Hardening.Tests.Protections;

/// <summary>Policies with many prefixes of both families, the same each time.</summary>
internal static class LargePolicy
{
    /// <summary>Half of the prefixes are IPv4, scattered; half IPv6.</summary>
    public static Policy Of(int count)
    {
        var chance = new Random(count);
        var prefixes = new List<Prefix>();
        for (var i = 0; i < count / 2; i++)
        {
            var bits = (UInt128)(uint)chance.NextInt64(0x01000000, 0x7f000000);
            prefixes.Add(Prefix.Around(new Address(IpFamily.IPv4, bits), chance.Next(20, 33)));
            var wide = new UInt128(
                0x2001_0db8_0000_0000 + (ulong)chance.NextInt64(0xffffffff),
                (ulong)chance.NextInt64()
            );
            prefixes.Add(Prefix.Around(new Address(IpFamily.IPv6, wide), chance.Next(48, 129)));
        }
        return Of(prefixes);
    }

    /// <summary>Everybody but one address, over and over: the deepest trees that IPv6 allows.</summary>
    public static Policy Nested()
    {
        var prefixes =
            from branch in Enumerable.Range(0, 60)
            from length in Enumerable.Range(8, 120)
            let hole = new UInt128((ulong)branch << 56, 0)
            let bit = UInt128.One << (128 - length - 1)
            select Prefix.Around(new Address(IpFamily.IPv6, hole | bit), length + 1);
        return Of(prefixes);
    }

    private static Policy Of(IEnumerable<Prefix> prefixes) =>
        new(
            "large",
            [new(Catalogue.Portmap, prefixes.ToEquatableArray())],
            true,
            Otherwise.Drop,
            [ProtectionName.Iptables]
        );
}
