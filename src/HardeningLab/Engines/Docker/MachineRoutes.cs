using System.Globalization;
using System.Net;
using Hardening.Addresses;

namespace HardeningLab.Engines.Docker;

/// <summary>What this machine routes: addresses that a network of the lab would shadow.</summary>
internal static class MachineRoutes
{
    private const string IPv4Table = "/proc/net/route";
    private const string IPv6Table = "/proc/net/ipv6_route";

    /// <summary>Shorter routes name no network but a way out: a default route, whole or in halves as a VPN has it.</summary>
    private const int ShortestIPv4 = 8;

    private const int ShortestIPv6 = 16;

    /// <summary>Reads the tables of the network namespace that this process stands in; without /proc there are none.</summary>
    internal static IReadOnlyList<Prefix> Read() =>
        [.. ParseIPv4(ReadLines(IPv4Table)), .. ParseIPv6(ReadLines(IPv6Table))];

    /// <summary>Reads the form of /proc/net/route (net/ipv4/fib_trie.c, fib_route_seq_show): a heading, then one line a route.</summary>
    internal static IEnumerable<Prefix> ParseIPv4(IEnumerable<string> lines) =>
        from line in lines.Skip(1)
        let fields = line.Split('\t', StringSplitOptions.TrimEntries)
        where fields.Length > 7
        let destination = Number(fields[1])
        let mask = Number(fields[7])
        let length = uint.PopCount(mask)
        where length >= ShortestIPv4
        select Prefix.Around(new Address(IpFamily.IPv4, destination), (int)length);

    /// <summary>Reads the form of /proc/net/ipv6_route (net/ipv6/route.c, rt6_info_route): destination and length come first.</summary>
    internal static IEnumerable<Prefix> ParseIPv6(IEnumerable<string> lines) =>
        from line in lines
        let fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
        where fields.Length > 1
        let length = int.Parse(fields[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture)
        where length >= ShortestIPv6
        select Prefix.Around(Address.From(Convert.FromHexString(fields[0])), length);

    /// <summary>The table prints an address as the number that its bytes in network order are on this machine.</summary>
    private static uint Number(string hexadecimal) =>
        (uint)
            IPAddress.NetworkToHostOrder(
                (int)uint.Parse(hexadecimal, NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            );

    private static string[] ReadLines(string table) =>
        File.Exists(table) ? File.ReadAllLines(table) : [];
}
