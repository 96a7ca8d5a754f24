using DotNet.Testcontainers.Networks;
using Hardening.Addresses;
using HardeningLab.Engines.Docker;

namespace Integration.Suite;

/// <summary>A subnet of the lab as it rides on a network of the engine.</summary>
/// <param name="Subnet">What policies know.</param>
/// <param name="Network">What Testcontainers made.</param>
/// <param name="Given">The subnets that the engine has for it.</param>
internal sealed record LabNetwork(LabSubnet Subnet, INetwork Network, Subnets Given)
{
    /// <summary>The engine's own addresses for a host.</summary>
    internal HostAddresses Engines(HostPlan plan) =>
        new(Number(Given.IPv4, plan.EnginesNumber), Number(Given.IPv6, plan.EnginesNumber));

    private static string Number(Prefix prefix, int number) =>
        new Address(prefix.First.Family, prefix.First.Bits + (uint)number).ToString();
}
