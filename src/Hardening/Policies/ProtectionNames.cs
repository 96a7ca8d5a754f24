using System.Collections.Immutable;
using System.Diagnostics;

namespace Hardening.Policies;

/// <summary>The protections' names as policies and <c>--with</c> spell them.</summary>
public static class ProtectionNames
{
    /// <summary>Every protection.</summary>
    public static ImmutableArray<ProtectionName> All { get; } =
    [
        ProtectionName.TcpWrappers,
        ProtectionName.Iptables,
        ProtectionName.IptablesLegacy,
        ProtectionName.Nftables,
    ];

    /// <summary>The name as it is written: <c>tcp-wrappers</c>.</summary>
    public static string Text(this ProtectionName name) =>
        name switch
        {
            ProtectionName.TcpWrappers => "tcp-wrappers",
            ProtectionName.Iptables => "iptables",
            ProtectionName.IptablesLegacy => "iptables-legacy",
            ProtectionName.Nftables => "nftables",
            _ => throw new UnreachableException(),
        };

    /// <summary>Reads a name as it is written.</summary>
    public static bool TryParse(string text, out ProtectionName name)
    {
        foreach (var known in All)
        {
            if (known.Text() == text)
            {
                name = known;
                return true;
            }
        }
        name = default;
        return false;
    }

    /// <summary>What to tell a person who wrote an unknown name: the nearest one, and all.</summary>
    public static string Unknown(string text) =>
        Spelling.Unknown("protection", text, All.Select(static name => name.Text()));
}
