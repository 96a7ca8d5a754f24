using Hardening.Rulesets;
using Hardening.Tests.Policies;

namespace Hardening.Tests.Analysis.Linting;

/// <summary>Rules that other people's generators wrote, where they lie beside the repository.</summary>
internal static class Corpus
{
    private static readonly string Folder = RepositoryFile.At("../shared/corpus");

    public static void SkipUnlessHere() =>
        Assert.SkipUnless(Directory.Exists(Folder), $"{Folder} is not there");

    /// <summary>What ferm is to print, by file.</summary>
    public static IEnumerable<RulesetFile> Ferm() =>
        Directory
            .EnumerateFiles(Path.Combine(Folder, "ferm/test"), "*.result", Everywhere)
            .Order(StringComparer.Ordinal)
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
        Directory
            .EnumerateFiles(Path.Combine(Folder, "ufw"), "result*", Everywhere)
            .Order(StringComparer.Ordinal)
            .SelectMany(path => Sections(File.ReadAllLines(path)))
            .Distinct()
            .Select(text => new RulesetFile(
                text.Contains("ufw6-", StringComparison.Ordinal)
                    ? RulesetKind.Ip6tables
                    : RulesetKind.Iptables,
                "user.rules",
                text
            ));

    private static EnumerationOptions Everywhere { get; } = new() { RecurseSubdirectories = true };

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
