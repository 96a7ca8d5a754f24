using Hardening.Addresses;

namespace HardeningLab.Engines.Docker;

/// <summary>A container's interface on a network of the lab. Its name inside is the engine's choice: go by the hardware address.</summary>
/// <param name="Network">The network's name in the plan, such as <c>lan0</c>.</param>
/// <param name="Hardware">The hardware address, such as <c>02:42:c6:12:80:02</c>; empty while the container does not run.</param>
/// <param name="IPv4">The engine's IPv4 address for it.</param>
/// <param name="IPv6">The engine's IPv6 address for it; null where the engine gives none.</param>
internal sealed record SiteInterface(string Network, string Hardware, Address? IPv4, Address? IPv6);
