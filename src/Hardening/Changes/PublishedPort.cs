using System.Globalization;
using Hardening.Policies;

namespace Hardening.Changes;

/// <summary>A port of a host whose packets its table nat passes on to somebody else, as Docker does for a container.</summary>
/// <param name="Endpoint">The host's.</param>
/// <param name="Destination">Where the packets go: an address, and a port behind a colon.</param>
internal sealed record PublishedPort(Endpoint Endpoint, string Destination)
{
    /// <summary>What our rules do not do about it; null where the policy does not speak of the port, or they guard it.</summary>
    /// <param name="policy">What is to be in force.</param>
    /// <param name="forwarding">The parts of iptables whose FORWARD goes to DOCKER-USER.</param>
    internal string? NoteFor(Policy policy, IEnumerable<PartName> forwarding)
    {
        var protects = policy.Services.FirstOrDefault(one =>
            one.Service.Endpoints.Contains(Endpoint)
        );
        var canBeGuarded =
            policy.With.Contains(ProtectionName.Nftables)
            || forwarding.Any(part =>
                part.Protection() is { } protection && policy.With.Contains(protection)
            );
        return
            protects is null
            || policy.With.All(protection => protection == ProtectionName.TcpWrappers)
            || (canBeGuarded && policy.GuardsPublishedPorts)
            ? null
            : $"{Endpoint} of {protects.Service.Name} is passed on to {Destination} before INPUT, and does not meet our rules there: {Remedy(canBeGuarded)}";
    }

    private static string Remedy(bool canBeGuarded) =>
        canBeGuarded
            ? "say --docker-user to guard it too, or publish the port on one address only"
            : "nothing leads from FORWARD to DOCKER-USER, as Docker does once it runs, so only nftables in the policy's `with` can guard it";

    /// <summary>Reads a line of <c>host.sh</c>; null where it is none.</summary>
    internal static PublishedPort? Read(string line) =>
        line.Split(' ') is [var transport, var port, var destination]
        && ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number > 0
            ? new(
                new Endpoint(transport == "udp" ? Transport.Udp : Transport.Tcp, number),
                destination
            )
            : null;
}
