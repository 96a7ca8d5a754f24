using Hardening.Addresses;

namespace Hardening.Rulesets.Nftables;

/// <summary>Elements of interval sets as nft(8) spells them.</summary>
internal static class ElementText
{
    /// <summary>A prefix where the range is one, else <c>first-last</c>.</summary>
    public static string Print(AddressRange element)
    {
        var prefixes = AddressSet.OfRanges(element).Prefixes(element.Family);
        return prefixes.Length == 1 ? $"{prefixes[0]}" : $"{element}";
    }

    /// <summary>Null if the text is no element.</summary>
    public static AddressRange? Parse(ReadOnlySpan<char> text)
    {
        if (Prefix.TryParse(text, out var prefix, out _))
        {
            return prefix.Range;
        }
        var dash = text.IndexOf('-');
        return
            dash >= 0
            && Address.TryParse(text[..dash], out var first, out _)
            && Address.TryParse(text[(dash + 1)..], out var last, out _)
            && first.Family == last.Family
            && first <= last
            ? new AddressRange(first, last)
            : null;
    }
}
