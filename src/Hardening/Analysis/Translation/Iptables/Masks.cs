using Hardening.Addresses;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Rulesets.Iptables.Extensions;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>Addresses with a prefix length or a mask, which need not be contiguous.</summary>
internal static class Masks
{
    /// <summary>Null where it is none of the family.</summary>
    internal static Condition? Read(IpFamily family, PacketField field, string text)
    {
        var slash = text.IndexOf('/');
        var name = slash < 0 ? text : text[..slash];
        if (!Address.TryParse(name, out var address, out _) || address.Family != family)
        {
            // iptables takes less than four groups, and groups in any base: `-s 10/8`.
            return AddressArgument.Network(text, family) is var (odd, within)
                ? new Condition.BitsAre(field, within, odd.Bits & within)
                : null;
        }
        var whole = Address.Highest(family).Bits;
        if (slash < 0)
        {
            return new Condition.BitsAre(field, whole, address.Bits);
        }
        var rest = text[(slash + 1)..];
        var mask =
            Numeral.Find(rest) is { } length && length <= address.Width
                ? length == 0
                    ? 0
                    : whole & (whole << (address.Width - (int)length))
                : Address.TryParse(rest, out var dotted, out _) && dotted.Family == family
                    ? dotted.Bits
                    : (UInt128?)null;
        return mask is { } bits ? new Condition.BitsAre(field, bits, address.Bits & bits) : null;
    }
}
