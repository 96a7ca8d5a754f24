namespace Integration.Suite;

/// <summary>A network of the lab, as the policies of these tests know it.</summary>
/// <param name="Name">What labels call it.</param>
/// <param name="IPv4">The first three octets of its /24.</param>
/// <param name="IPv6">The first half of its /64.</param>
internal sealed record LabSubnet(string Name, string IPv4, string IPv6)
{
    /// <summary>192.168.1.0/24 and fd00:1::/64.</summary>
    internal static LabSubnet Lan { get; } = new("lan0", "192.168.1", "fd00:1");

    /// <summary>192.168.2.0/24 and fd00:2::/64.</summary>
    internal static LabSubnet Wan { get; } = new("wan0", "192.168.2", "fd00:2");

    internal HostAddresses Target => Host(10);

    /// <summary>The addresses of one of its hosts.</summary>
    internal HostAddresses Host(int number) => new($"{IPv4}.{number}", $"{IPv6}::{number}");
}
