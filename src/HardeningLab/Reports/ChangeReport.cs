using System.Globalization;
using Hardening.Changes;

namespace HardeningLab.Reports;

/// <summary>What came of changes of hosts, for people.</summary>
public static class ChangeReport
{
    /// <summary>One host: its state, and what was changed.</summary>
    /// <param name="outcome">What came of it.</param>
    /// <param name="withLines">Whether to show every line that goes or comes, as a unified diff.</param>
    /// <param name="output">Where to write.</param>
    /// <param name="colour">Whether to use the terminal's colours.</param>
    public static void Write(HostOutcome outcome, bool withLines, TextWriter output, bool colour)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        ArgumentNullException.ThrowIfNull(output);
        var palette = new Palette(colour);
        output.WriteLine(
            $"{PlainText.Of(outcome.Host)}: {palette.Paint(StyleOf(outcome.State), Text(outcome.State))}"
        );
        WriteChanges(outcome.Changes, withLines, output, palette);
        WriteMessage(outcome.Message, output);
        foreach (var note in outcome.Notes)
        {
            WriteMessage($"note: {note}", output);
        }
    }

    /// <summary>What a host has of ours; where it has drifted, the lines that would bring it back.</summary>
    /// <param name="status">What it has.</param>
    /// <param name="output">Where to write.</param>
    /// <param name="colour">Whether to use the terminal's colours.</param>
    public static void Write(HostStatus status, TextWriter output, bool colour)
    {
        ArgumentNullException.ThrowIfNull(status);
        ArgumentNullException.ThrowIfNull(output);
        var (style, text) = status.Standing switch
        {
            HostStanding.Absent => (Style.Plain, "absent"),
            HostStanding.InForce => (Style.Good, "in force"),
            HostStanding.Drifted => (Style.Bad, "drifted"),
            HostStanding.Waiting => (Style.Doubtful, "waiting for confirmation"),
            HostStanding.Unknown => (Style.Bad, "unknown"),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        var parts = string.Join(", ", status.InForce.Select(part => part.Text()));
        var palette = new Palette(colour);
        output.WriteLine(
            $"{PlainText.Of(status.Host)}: {palette.Paint(style, text)}{(parts.Length > 0 ? $" ({parts})" : "")}"
        );
        WriteChanges(status.Drift, withLines: true, output, palette);
        WriteMessage(status.Message, output);
    }

    /// <summary>The line of each host, as users of Ansible know it.</summary>
    public static void WriteRecap(IReadOnlyList<HostOutcome> outcomes, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        ArgumentNullException.ThrowIfNull(output);
        output.WriteLine();
        foreach (var outcome in outcomes)
        {
            var counts = Enum.GetValues<HostState>()
                .Select(state => $"{Word(state)}={(outcome.State == state ? 1 : 0)}");
            output.WriteLine($"{PlainText.Of(outcome.Host)} : {string.Join(' ', counts)}");
        }
    }

    /// <summary>The state in the words of the output: <c>rolled back</c>.</summary>
    public static string Text(HostState state) =>
        state switch
        {
            HostState.Ok => "ok",
            HostState.Changed => "changed",
            HostState.Failed => "failed",
            HostState.Unreachable => "unreachable",
            HostState.RolledBack => "rolled back",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    /// <summary>The state as one word of documents and recaps: <c>rolled-back</c>.</summary>
    internal static string Word(HostState state) => Text(state).Replace(' ', '-');

    private static void WriteChanges(
        IEnumerable<PartChange> changes,
        bool withLines,
        TextWriter output,
        Palette palette
    )
    {
        foreach (var change in changes)
        {
            var gone = Without(change.Before, change.After);
            var come = Without(change.After, change.Before);
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {change.Part.Text(), -15} -{gone.Count} +{come.Count} lines{(gone.Count + come.Count == 0 ? ", another rule comes first" : "")}"
                )
            );
            foreach (var line in withLines ? UnifiedDiff.Of(change) : [])
            {
                output.WriteLine(palette.Paint(StyleOf(line), PlainText.Of(line)));
            }
        }
    }

    private static void WriteMessage(string? message, TextWriter output)
    {
        foreach (var line in message?.Split('\n') ?? [])
        {
            output.WriteLine($"  {PlainText.Of(line)}");
        }
    }

    private static Style StyleOf(HostState state) =>
        state switch
        {
            HostState.Ok => Style.Good,
            HostState.Changed => Style.Heading,
            _ => Style.Bad,
        };

    private static Style StyleOf(string line) =>
        line switch
        {
            ['+', ..] => Style.Good,
            ['-', ..] => Style.Bad,
            ['@', ..] => Style.Heading,
            _ => Style.Plain,
        };

    private static List<string> Without(IEnumerable<string> lines, IEnumerable<string> others)
    {
        var left = others
            .GroupBy(line => line, StringComparer.Ordinal)
            .ToDictionary(line => line.Key, line => line.Count(), StringComparer.Ordinal);
        return
        [
            .. lines.Where(line =>
                !left.TryGetValue(line, out var count) || (left[line] = count - 1) < 0
            ),
        ];
    }
}
