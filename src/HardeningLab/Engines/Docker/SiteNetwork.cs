using Docker.DotNet.Models;
using Hardening.Addresses;
using Network = HardeningLab.Topologies.Network;

namespace HardeningLab.Engines.Docker;

/// <summary>A network of the lab as the engine made it.</summary>
/// <param name="Plan">What was planned.</param>
/// <param name="Name">Its name at the engine.</param>
/// <param name="Subnets">The engine's own addresses on it.</param>
/// <param name="HasIPv6">Whether the engine gives IPv6 addresses there.</param>
/// <param name="Settings">Options of every endpoint; null for none.</param>
internal sealed record SiteNetwork(
    Network Plan,
    string Name,
    Subnets Subnets,
    bool HasIPv6,
    Dictionary<string, string>? Settings
)
{
    internal EndpointSettings EndpointOfTarget => Endpoint(Subnets.Target);

    internal EndpointSettings EndpointOfClient => Endpoint(Subnets.Client);

    private EndpointSettings Endpoint((Address IPv4, Address IPv6) host)
    {
        var settings = new EndpointSettings
        {
            IPAMConfig = new() { IPv4Address = host.IPv4.ToString() },
        };
        if (HasIPv6)
        {
            settings.IPAMConfig.IPv6Address = host.IPv6.ToString();
        }
        if (Settings is not null)
        {
            settings.DriverOpts = Settings;
        }
        return settings;
    }
}
