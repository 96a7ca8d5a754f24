using System.Diagnostics;
using Hardening.Addresses;
using Hardening.Analysis;
using Hardening.Policies;
using HardeningLab.Probes;

namespace HardeningLab.Matrices;

/// <summary>The one word that every output has for a value of the matrix.</summary>
public static class CellWords
{
    /// <summary>The verdict in lower case, <c>kept-out</c> among them.</summary>
    public static string Text(this Verdict verdict) =>
        verdict switch
        {
            Verdict.Allowed => "allowed",
            Verdict.Denied => "denied",
            Verdict.Dropped => "dropped",
            Verdict.Rejected => "rejected",
            Verdict.Closed => "closed",
            Verdict.Inconclusive => "inconclusive",
            Verdict.Error => "error",
            Verdict.KeptOut => "kept-out",
            _ => throw new UnreachableException(),
        };

    /// <summary><c>tcp</c> or <c>udp</c>.</summary>
    public static string Text(this Transport transport) =>
        transport switch
        {
            Transport.Tcp => "tcp",
            Transport.Udp => "udp",
            _ => throw new UnreachableException(),
        };

    /// <summary><c>ipv4</c> or <c>ipv6</c>.</summary>
    public static string Text(this IpFamily family) =>
        family switch
        {
            IpFamily.IPv4 => "ipv4",
            IpFamily.IPv6 => "ipv6",
            _ => throw new UnreachableException(),
        };

    /// <summary>The severity in lower case.</summary>
    public static string Text(this Severity severity) =>
        severity switch
        {
            Severity.Note => "note",
            Severity.Warning => "warning",
            Severity.Error => "error",
            _ => throw new UnreachableException(),
        };
}
