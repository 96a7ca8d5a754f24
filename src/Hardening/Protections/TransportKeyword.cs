using System.Diagnostics;
using Hardening.Policies;

namespace Hardening.Protections;

/// <summary>Transports as iptables(8) and nft(8) spell them.</summary>
internal static class TransportKeyword
{
    public static string Keyword(this Transport transport) =>
        transport switch
        {
            Transport.Tcp => "tcp",
            Transport.Udp => "udp",
            _ => throw new UnreachableException(),
        };
}
