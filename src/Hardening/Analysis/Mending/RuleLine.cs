using System.Text.RegularExpressions;
using Hardening.Addresses;

namespace Hardening.Analysis.Mending;

/// <summary>A line that holds a rule, in whatever format, with other words in it.</summary>
internal static class RuleLine
{
    // No rule that a person wrote is longer.
    private const int LongestLine = 4096;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>A line before this one that lets in what comes by lo; null where it can't be told how.</summary>
    /// <param name="line">A rule of the chain.</param>
    /// <param name="chain">The chain's name.</param>
    internal static string? LettingLoopbackIn(string line, string chain)
    {
        var words = line.Split(' ');
        var append = Array.FindIndex(
            words,
            word => word is "-A" or "-I" or "--append" or "--insert"
        );
        if (append >= 0)
        {
            // A counter is of the rule that it stands before.
            var before = words.Take(append).Where(word => !word.StartsWith('['));
            return $"{string.Join(' ', before.Append($"-A {chain}"))} -i lo -j ACCEPT";
        }
        var indent = line[..(line.Length - line.TrimStart().Length)];
        return line.Contains("tables", StringComparison.Ordinal)
            ? null
            : $"{indent}iifname \"lo\" accept";
    }

    /// <summary>The old place of a <c>!</c>, behind its option, as it is written today.</summary>
    internal static string WithNegationBefore(string line) =>
        Replaced(
            Replaced(line, @"(?<=\s)(?<option>--?[A-Za-z][\w-]*)!(?=\s)", "! ${option}"),
            @"(?<=\s)(?<option>--?[A-Za-z][\w-]*) ! (?=[^-\s])",
            "! ${option} "
        );

    /// <summary>The same for the other transport; null where it speaks of what that one does not have.</summary>
    internal static string? ForTransport(string line, string from, string to)
    {
        if (
            line.Contains("--tcp-flags", StringComparison.Ordinal)
            || line.Contains("--syn", StringComparison.Ordinal)
            || line.Contains("tcp flags", StringComparison.Ordinal)
            || line.Contains("tcp-reset", StringComparison.Ordinal)
        )
        {
            return null;
        }
        var other = Replaced(line, $@"(?<=[\s=]){from}(?=\s)", to);
        return other == line ? null : other;
    }

    /// <summary>Asks for the interface instead of an address of loopback.</summary>
    internal static string ByInterface(string line, IpFamily family)
    {
        var (address, word) =
            family == IpFamily.IPv4
                ? (@"127(?:\.\d{1,3}){3}(?:/\d{1,2})?", "ip saddr")
                : (@"::1(?:/128)?", "ip6 saddr");
        return Replaced(
            Replaced(line, $@"(?<=\s)(?:-s|--source|--src)[ =]{address}(?=\s|$)", "-i lo"),
            $@"(?<=\s|^){word} {address}(?=\s|$)",
            "iifname \"lo\""
        );
    }

    /// <summary>Without one of the states that it lists.</summary>
    internal static string WithoutInvalid(string line) =>
        Replaced(line, @"\b(?:INVALID|invalid) ?, ?| ?, ?(?:INVALID|invalid)\b", "");

    private static string Replaced(string line, string pattern, string replacement) =>
        line.Length > LongestLine
            ? line
            : Regex.Replace(line, pattern, replacement, RegexOptions.ExplicitCapture, Longest);
}
