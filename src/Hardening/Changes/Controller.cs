using System.Globalization;
using Hardening.Addresses;
using Hardening.Policies;

namespace Hardening.Changes;

/// <summary>The connection that a host is changed by, as its sshd sees it.</summary>
/// <param name="Source">The controller's address.</param>
/// <param name="Destination">The host's.</param>
/// <param name="Port">The host's port, 1 to 65535.</param>
internal sealed record Controller(Address Source, Address Destination, ushort Port)
{
    private const string Daemon = "sshd";

    /// <summary>Reads SSH_CONNECTION of ssh(1): the client's address and port, the server's address and port.</summary>
    internal static Controller? Read(string text) =>
        text.Trim().Split(' ') is [var source, _, var destination, var port]
        && Address.TryParse(source, out var from, out _)
        && Address.TryParse(destination, out var to, out _)
        && ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new Controller(from, to, number)
            : null;

    /// <summary>The service of the policy that would not let the controller in any more; null if every one would.</summary>
    internal string? CutBy(Policy policy) =>
        policy
            .Services.FirstOrDefault(protects =>
                Source != Destination
                && !protects.Sources.Contains(Source)
                && policy.With.Any(protection => Guards(protection, protects.Service))
            )
            ?.Service.Name;

    private bool Guards(ProtectionName protection, Service service) =>
        protection == ProtectionName.TcpWrappers
            ? service.WrapperNames.Contains(Daemon)
            : service.Endpoints.Any(endpoint =>
                endpoint.Transport == Transport.Tcp && endpoint.Port == Port
            );
}
