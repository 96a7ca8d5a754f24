using System.Globalization;

namespace Hardening.Addresses;

/// <summary>IPv6 text: RFC 4291 section 2.2 to read, RFC 5952 to write.</summary>
internal static class Ipv6Literal
{
    private const int Groups = 8;

    /// <summary>Returns the problem, empty if there is none.</summary>
    public static string Read(ReadOnlySpan<char> text, out Address address)
    {
        var problem = Read(text, out UInt128 bits);
        if (problem.Length > 0)
        {
            address = default;
            return $"{Quotation.Of(text)} is no IPv6 address: {problem}";
        }
        address = new(IpFamily.IPv6, bits);
        return "";
    }

    private static string Read(ReadOnlySpan<char> text, out UInt128 bits)
    {
        bits = 0;
        if (text.Contains('['))
        {
            return "leave out the brackets";
        }
        if (text.Contains('%'))
        {
            return "leave out the zone after %";
        }
        var gap = text.IndexOf("::");
        if (gap < 0)
        {
            var problem = ReadGroups(text, true, out bits, out var count);
            return problem.Length == 0 && count != Groups
                ? $"it has {count} groups of 16 bits, expected {Groups}, or fewer and one ::"
                : problem;
        }
        var before = text[..gap];
        var after = text[(gap + 2)..];
        if (after.Contains("::", StringComparison.Ordinal) || after.StartsWith(':'))
        {
            return ":: may stand once only";
        }
        var trouble = ReadGroups(before, false, out var high, out var highCount);
        if (trouble.Length > 0)
        {
            return trouble;
        }
        trouble = ReadGroups(after, true, out var low, out var lowCount);
        if (trouble.Length > 0)
        {
            return trouble;
        }
        if (highCount + lowCount >= Groups)
        {
            return $"it has {highCount + lowCount} groups of 16 bits beside ::, expected at most {Groups - 1}";
        }
        // C# shifts by the count modulo 128: with no group before the gap there is nothing to shift.
        bits = highCount == 0 ? low : high << (16 * (Groups - highCount)) | low;
        return "";
    }

    private static string ReadGroups(
        ReadOnlySpan<char> text,
        bool mayEndInIpv4,
        out UInt128 bits,
        out int count
    )
    {
        bits = 0;
        count = 0;
        if (text.IsEmpty)
        {
            return "";
        }
        foreach (var range in text.Split(':'))
        {
            var group = text[range];
            if (count >= Groups)
            {
                return $"it has more than {Groups} groups of 16 bits";
            }
            if (group.Contains('.'))
            {
                if (!mayEndInIpv4 || range.End.Value != text.Length)
                {
                    return "an IPv4 address may stand at the end only";
                }
                var problem = Ipv4Literal.Read(group, out uint ipv4);
                if (problem.Length > 0)
                {
                    return $"at its end, {problem}";
                }
                bits = bits << 32 | ipv4;
                count += 2;
                continue;
            }
            if (group.IsEmpty)
            {
                return "a group is empty: a single : stands at one end";
            }
            if (
                group.Length > 4
                || !ushort.TryParse(
                    group,
                    NumberStyles.AllowHexSpecifier,
                    CultureInfo.InvariantCulture,
                    out var value
                )
            )
            {
                return $"{Quotation.Of(group)} is not a group of one to four hexadecimal digits";
            }
            bits = bits << 16 | value;
            count++;
        }
        return count > Groups ? $"it has more than {Groups} groups of 16 bits" : "";
    }

    public static string Write(UInt128 bits)
    {
        // RFC 5952 section 5: addresses known to embed IPv4 show it.
        if (bits >> 32 == 0xffff)
        {
            return $"::ffff:{Ipv4Literal.Write((uint)bits)}";
        }
        var (gap, length) = LongestZeros(bits);
        Span<char> text = stackalloc char[39];
        var end = 0;
        for (var group = 0; group < Groups; group++)
        {
            if (group == gap)
            {
                "::".CopyTo(text[end..]);
                end += 2;
                group += length - 1;
                continue;
            }
            if (group > 0 && group != gap + length)
            {
                text[end++] = ':';
            }
            Group(bits, group)
                .TryFormat(text[end..], out var written, "x", CultureInfo.InvariantCulture);
            end += written;
        }
        return new(text[..end]);
    }

    private static ushort Group(UInt128 bits, int index) =>
        (ushort)(bits >> (16 * (Groups - 1 - index)));

    // RFC 5952 section 4.2: the longest run of two or more groups, the first one of equals. (-1, 0) if there is none.
    private static (int Start, int Length) LongestZeros(UInt128 bits)
    {
        var longest = (Start: -1, Length: 0);
        var run = 0;
        for (var group = 0; group < Groups; group++)
        {
            run = Group(bits, group) == 0 ? run + 1 : 0;
            if (run > 1 && run > longest.Length)
            {
                longest = (group - run + 1, run);
            }
        }
        return longest;
    }
}
