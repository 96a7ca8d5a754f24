using System.Text.Json;
using HardeningLab.Engines;

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
/// <param name="Why">What was seen instead, where it is not well.</param>
internal sealed record AnsweredCell(
    string Name,
    string Expected,
    string Observed,
    bool Ok,
    string? Why
)
{
    private static readonly string[] NameFields =
    [
        "source",
        "via",
        "destination",
        "service",
        "transport",
        "version",
        "procedure",
    ];

    internal static AnsweredCell Of(JsonElement cell)
    {
        var ok = cell.GetProperty("ok").GetBoolean();
        return new(
            string.Join(' ', NameFields.Select(field => Text(cell, field))),
            Text(cell, "expected"),
            Text(cell, "observed"),
            ok,
            ok ? null : Text(cell.GetProperty("evidence"), "summary")
        );
    }

    public override string ToString() => $"{Name}: {Expected}, {Observed} {Why}".Trim();

    private static string Text(JsonElement fields, string name) =>
        fields.TryGetProperty(name, out var value) ? $"{value}" : "";
}
