using System.Net;

namespace Integration.Prove;

/// <summary>Policies that nobody thought of: each number makes the same one every time.</summary>
internal static class GeneratedPolicies
{
    private static readonly string[][] Protections =
    [
        ["iptables"],
        ["nftables"],
        ["tcp-wrappers"],
        ["iptables-legacy"],
        ["tcp-wrappers", "iptables"],
        ["tcp-wrappers", "iptables", "nftables"],
    ];

    internal static WrittenPolicy Of(int seed) =>
        Generate(new Random(seed)) with
        {
            With = Protections[seed % Protections.Length],
        };

    private static WrittenPolicy Generate(Random chance) =>
        new([Generate(chance, WrittenService.Portmap())])
        {
            AllowsLoopback = chance.Next(3) > 0,
            Rejects = chance.Next(2) == 0,
        };

    private static WrittenService Generate(Random chance, WrittenService service)
    {
        var allow = Enumerable
            .Range(0, chance.Next(1, 7))
            .Select(_ => chance.Next(3) == 0 ? Ipv6(chance) : Ipv4(chance))
            .Distinct()
            .ToArray();
        var within = IPNetwork.Parse(allow[0]);
        return service with
        {
            Allow = allow,
            Except = chance.Next(2) == 0 ? [] : [PartOf(within, chance)],
        };
    }

    /// <summary>Below 120.0.0.0, where every address is one that a host can own and loopback is far.</summary>
    private static string Ipv4(Random chance)
    {
        byte[] address = [(byte)chance.Next(1, 120), 0, 0, 0];
        chance.NextBytes(address.AsSpan(1));
        return Network(address, chance.Next(8, 33));
    }

    private static string Ipv6(Random chance)
    {
        var address = new byte[16];
        chance.NextBytes(address);
        address[0] = (byte)(chance.Next(2) == 0 ? 0x20 : 0xfd);
        return Network(address, chance.Next(16, 129));
    }

    private static string PartOf(IPNetwork network, Random chance)
    {
        var address = network.BaseAddress.GetAddressBytes();
        var longest = address.Length * 8;
        return Network(
            address,
            chance.Next(Math.Min(network.PrefixLength + 1, longest), longest + 1)
        );
    }

    private static string Network(byte[] address, int length)
    {
        for (var bit = length; bit < address.Length * 8; bit++)
        {
            address[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }
        return $"{new IPAddress(address)}/{length}";
    }
}
