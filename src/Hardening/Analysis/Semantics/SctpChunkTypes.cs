using System.Globalization;

namespace Hardening.Analysis.Semantics;

/// <summary>The chunks of a packet of SCTP, of which there may be several of a type.</summary>
internal static class SctpChunkTypes
{
    /// <summary>Whether there is one of a type whose flags are so.</summary>
    /// <param name="name">The type in the words of iptables, such as <c>INIT_ACK</c>.</param>
    /// <param name="mask">Which flags are looked at; 0 for none.</param>
    /// <param name="value">What they are.</param>
    internal static Condition Has(string name, byte mask, byte value)
    {
        var type = name switch
        {
            "ECN_ECNE" => "ecne",
            "ECN_CWR" => "cwr",
            _ => name.ToLowerInvariant().Replace('_', '-'),
        };
        if (mask == 0)
        {
            return new Condition.Unmodelled($"sctp chunk {type} exists");
        }
        var flags = string.Create(
            CultureInfo.InvariantCulture,
            $"sctp chunk {type} flags & {mask} {value}"
        );
        return new Condition.AnyOf([
            // nft looks at the first one alone.
            new Condition.Unmodelled(flags),
            new Condition.Unmodelled($"a later {flags}") { IsFree = true },
        ]);
    }
}
