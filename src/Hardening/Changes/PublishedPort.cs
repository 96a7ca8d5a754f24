using System.Globalization;
using Hardening.Policies;

namespace Hardening.Changes;

/// <summary>A port of a host whose packets its table nat passes on to somebody else, as Docker does for a container.</summary>
/// <param name="Endpoint">The host's.</param>
/// <param name="Destination">Where the packets go: an address, and a port behind a colon.</param>
internal sealed record PublishedPort(Endpoint Endpoint, string Destination)
{
    /// <summary>What a firewall in INPUT can't do about it; null where the policy does not speak of the port, or has no firewall.</summary>
    internal string? NoteFor(Policy policy) =>
        policy.With.Any(protection => protection != ProtectionName.TcpWrappers)
        && policy.Services.FirstOrDefault(one => one.Service.Endpoints.Contains(Endpoint))
            is { } protects
            ? $"{Endpoint} of {protects.Service.Name} is passed on to {Destination} before INPUT: such packets never meet our rules; allow and drop them in DOCKER-USER, or publish the port on one address only"
            : null;

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
