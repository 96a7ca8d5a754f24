using System.Text.Json;
using HardeningLab.Engines.Netns;

namespace Integration.Lab;

/// <summary>What a run of <c>hlab prove --json</c> says, without what may differ from run to run.</summary>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Cells">For each cell its name, expected and observed verdict, and whether that is well.</param>
internal sealed record Answer(int ExitCode, IReadOnlyList<AnsweredCell> Cells)
{
    internal static Answer Of(ExecResult ended)
    {
        using var document = Parse(ended);
        return new Answer(
            ended.ExitCode,
            [.. document.RootElement.GetProperty("cells").EnumerateArray().Select(AnsweredCell.Of)]
        );
    }

    /// <summary>The same as text, to compare whole answers by.</summary>
    public override string ToString() => $"exit code {ExitCode}\n{string.Join('\n', Cells)}";

    private static JsonDocument Parse(ExecResult ended)
    {
        try
        {
            return JsonDocument.Parse(ended.Output);
        }
        catch (JsonException malformed)
        {
            throw new InvalidOperationException($"no JSON: {ended}", malformed);
        }
    }
}

/// <summary>One cell of an answer.</summary>
internal sealed record AnsweredCell(string Name, string Expected, string Observed, bool Ok)
{
    internal static AnsweredCell Of(JsonElement cell) =>
        new(
            string.Join(
                ' ',
                (
                    (string[])
                        [
                            "source",
                            "via",
                            "destination",
                            "service",
                            "transport",
                            "version",
                            "procedure",
                        ]
                ).Select(field => cell.TryGetProperty(field, out var value) ? $"{value}" : "")
            ),
            $"{cell.GetProperty("expected")}",
            $"{cell.GetProperty("observed")}",
            cell.GetProperty("ok").GetBoolean()
        );
}
