using System.Text;

namespace Hardening.Rulesets.Iptables.Extensions;

/// <summary>Tests of the match u32: <c>0x0=0x0:0x5&amp;&amp;0x4&amp;0xff=0x1</c>. Numbers are printed in hexadecimal, blanks are left out.</summary>
internal static class U32Argument
{
    private static readonly string[] Operators = ["<<", ">>", "&", "@"];

    public static ArgumentType Type { get; } =
        new(
            "tests LOCATION=VALUES with && between, such as 0&0xffff=0x100:0xffff",
            text => Print(text) is { } printed ? $"\"{printed}\"" : null
        );

    private static string? Print(string text)
    {
        var plain = string.Concat(text.Where(character => character is not (' ' or '\t')));
        var tests = plain.Split("&&");
        if (tests.Length > 11)
        {
            return null;
        }
        var printed = new List<string>();
        foreach (var test in tests)
        {
            var sides = test.Split('=');
            if (
                sides.Length != 2
                || Location(sides[0]) is not { } location
                || Values(sides[1]) is not { } values
            )
            {
                return null;
            }
            printed.Add($"{location}={values}");
        }
        return string.Join("&&", printed);
    }

    private static string? Location(string text)
    {
        var printed = new StringBuilder();
        var start = 0;
        while (true)
        {
            var end = start;
            while (end < text.Length && char.IsAsciiLetterOrDigit(text[end]))
            {
                end++;
            }
            if (NumberArgument.Find(text[start..end]) is not { } number)
            {
                return null;
            }
            printed.Append(NumberArgument.HexText(number));
            if (end == text.Length)
            {
                return printed.ToString();
            }
            if (Array.Find(Operators, sign => text.AsSpan(end).StartsWith(sign)) is not { } found)
            {
                return null;
            }
            printed.Append(found);
            start = end + found.Length;
        }
    }

    private static string? Values(string text)
    {
        var printed = new List<string>();
        foreach (var part in text.Split(','))
        {
            var ends = part.Split(':');
            if (
                ends.Length > 2
                || NumberArgument.Find(ends[0]) is not { } first
                || NumberArgument.Find(ends[^1]) is not { } last
                || first > last
            )
            {
                return null;
            }
            printed.Add(
                first == last
                    ? NumberArgument.HexText(first)
                    : $"{NumberArgument.HexText(first)}:{NumberArgument.HexText(last)}"
            );
        }
        return printed.Count <= 10 ? string.Join(',', printed) : null;
    }
}
