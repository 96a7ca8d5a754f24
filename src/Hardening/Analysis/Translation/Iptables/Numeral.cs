using System.Globalization;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>Numbers as strtoul(3) reads them with base 0.</summary>
internal static class Numeral
{
    /// <summary>Null for anything else than a number of 32 bits.</summary>
    internal static uint? Find(string text)
    {
        var isHex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        if (!isHex && text.Length > 1 && text[0] == '0')
        {
            return text.All(digit => digit is >= '0' and <= '7') ? Convert.ToUInt32(text, 8) : null;
        }
        return uint.TryParse(
            isHex ? text[2..] : text,
            isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;
    }
}
