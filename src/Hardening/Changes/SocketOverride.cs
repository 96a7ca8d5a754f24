using System.Text;
using Hardening.Addresses;
using Hardening.Policies;

namespace Hardening.Changes;

/// <summary>
/// Where rpcbind listens, as a part of systemd's <c>rpcbind.socket</c> (systemd.socket(5)): systemd opens the sockets itself,
/// and rpcbind's own option <c>-h</c> has no effect.
/// </summary>
internal static class SocketOverride
{
    /// <summary>Empty where the policy does not say.</summary>
    internal static string For(Policy policy)
    {
        if (policy.Portmap?.Listen is not { } addresses)
        {
            return string.Empty;
        }
        var text = new StringBuilder();
        // The empty ones take back what the unit says. An address need not be there yet when the host boots.
        text.Append("# HardeningLab\n[Socket]\nListenStream=\nListenDatagram=\nFreeBind=yes\n");
        text.Append("BindIPv6Only=ipv6-only\nListenStream=/run/rpcbind.sock\n");
        // For a family that systemd has no socket of, rpcbind opens one at every address.
        foreach (var address in (string[])["127.0.0.1", "[::1]", .. addresses.Select(Bracketed)])
        {
            text.Append($"ListenStream={address}:111\nListenDatagram={address}:111\n");
        }
        return text.ToString();
    }

    private static string Bracketed(Address address) =>
        address.Family == IpFamily.IPv6 ? $"[{address}]" : $"{address}";
}
