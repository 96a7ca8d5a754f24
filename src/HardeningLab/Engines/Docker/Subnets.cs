using Hardening.Addresses;

namespace HardeningLab.Engines.Docker;

/// <summary>The addresses that the engine gives to one network of a lab. The policy's own come on top of them.</summary>
/// <param name="IPv4">A /28.</param>
/// <param name="IPv6">A /64.</param>
internal readonly record struct Subnets(Prefix IPv4, Prefix IPv6)
{
    private const uint GatewayNumber = 1;
    private const uint TargetNumber = 2;
    private const uint ClientNumber = 3;

    /// <summary>The address of the bridge, in each family.</summary>
    internal (Address IPv4, Address IPv6) Gateway => Host(GatewayNumber);

    /// <summary>The target's address, in each family.</summary>
    internal (Address IPv4, Address IPv6) Target => Host(TargetNumber);

    /// <summary>The client's address, in each family.</summary>
    internal (Address IPv4, Address IPv6) Client => Host(ClientNumber);

    private (Address IPv4, Address IPv6) Host(uint number) =>
        (
            new(IpFamily.IPv4, IPv4.First.Bits + number),
            new(IpFamily.IPv6, IPv6.First.Bits + number)
        );
}
