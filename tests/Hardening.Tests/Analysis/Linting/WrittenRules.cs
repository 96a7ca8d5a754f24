using Hardening.Rulesets;
using Hardening.Tests.Rulesets;

namespace Hardening.Tests.Analysis.Linting;

/// <summary>Rules that other people's generators wrote; a test that wants them is skipped where they are not there.</summary>
internal static class WrittenRules
{
    /// <summary>What ferm is to print, by file.</summary>
    public static IEnumerable<RulesetFile> Ferm() =>
        Corpus
            .Files("ferm/test", "*.result")
            .Select(path => new RulesetFile(
                RulesetKind.Script,
                Path.GetFileName(path),
                File.ReadAllText(path)
            ))
            .Where(file =>
                file.Text.Split('\n')
                    .Any(line =>
                        line.StartsWith("iptables ", StringComparison.Ordinal)
                        || line.StartsWith("ip6tables ", StringComparison.Ordinal)
                    )
            );

    /// <summary>Each ruleset once that ufw is to write.</summary>
    public static IEnumerable<RulesetFile> Ufw() =>
        Corpus
            .Files("ufw", "result*")
            .SelectMany(path => Sections(File.ReadAllLines(path)))
            .Distinct()
            .Select(text => new RulesetFile(
                text.Contains("ufw6-", StringComparison.Ordinal)
                    ? RulesetKind.Ip6tables
                    : RulesetKind.Iptables,
                "user.rules",
                text
            ));

    /// <summary>From <c>*filter</c> to COMMIT.</summary>
    private static IEnumerable<string> Sections(IEnumerable<string> lines)
    {
        List<string>? section = null;
        foreach (var line in lines)
        {
            section = line == "*filter" ? [] : section;
            section?.Add(line);
            if (line == "COMMIT" && section is not null)
            {
                yield return string.Join('\n', section) + "\n";
                section = null;
            }
        }
    }
}
