using Hardening.Analysis;
using Hardening.Analysis.Linting;
using Hardening.Rulesets;
using Hardening.Tests.Policies;

namespace Hardening.Tests.Analysis.Linting;

/// <summary>A page of docs/findings: an example that shows the finding, and the same mended.</summary>
internal sealed record FindingPage(string Id, string Text)
{
    private static string Folder => RepositoryFile.At("docs/findings");

    public static IEnumerable<string> Ids =>
        Directory.EnumerateFiles(Folder, "*.md").Select(Path.GetFileNameWithoutExtension)!;

    public static FindingPage Read(string id) =>
        new(id, File.ReadAllText(Path.Combine(Folder, $"{id}.md")));

    public IReadOnlyList<Finding> Example => Lint(Between("## Example", "## How to mend it"));

    public IReadOnlyList<Finding> Mended => Lint(Between("## How to mend it", "## When it is no"));

    /// <summary>What a heading leads to, up to another one.</summary>
    public string Between(string heading, string next)
    {
        var start = Text.IndexOf(heading, StringComparison.Ordinal);
        var end = Text.IndexOf(next, StringComparison.Ordinal);
        (start, end).Should().Match<(int, int)>(at => at.Item1 > 0 && at.Item2 > at.Item1, Id);
        return Text[start..end];
    }

    private List<Finding> Lint(string section)
    {
        var files = Files(section).ToList();
        return
        [
            .. Linter.Lint([.. files.Select(file => file.File)]),
            .. files
                .Where(file => file.FamilyIsAssumed)
                .Select(file => new Finding(
                    "assumed-ipv4",
                    Severity.Note,
                    file.File.Name,
                    null,
                    "",
                    null
                )),
        ];
    }

    /// <summary>The blocks, each named as the file that it is.</summary>
    private IEnumerable<RecognisedRuleset> Files(string section)
    {
        foreach (var block in section.Split("```").Where((_, index) => index % 2 == 1))
        {
            var newline = block.IndexOf('\n', StringComparison.Ordinal);
            var text = block[(newline + 1)..];
            var isCut =
                Id == "unterminated-line"
                && block.StartsWith("hosts.deny", StringComparison.Ordinal)
                && section.StartsWith("## Example", StringComparison.Ordinal);
            yield return RulesetRecognition.Recognise(
                block[..newline],
                isCut ? text.TrimEnd('\n') : text
            );
        }
    }
}
