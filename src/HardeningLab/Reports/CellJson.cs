using System.Text.Json;
using HardeningLab.Matrices;
using HardeningLab.Probes;
using HardeningLab.Topologies;

namespace HardeningLab.Reports;

/// <summary>A cell in JSON; <c>docs/json.md</c> says what each field means.</summary>
internal static class CellJson
{
    /// <summary>Writes one cell as an object.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="isJudged">Whether what is expected is written too, and whether it is satisfied.</param>
    internal static void Write(Utf8JsonWriter json, Cell cell, bool isJudged)
    {
        json.WriteStartObject();
        json.WriteString("source", cell.Source);
        Number(json, "sourcePort", cell.SourcePort);
        json.WriteString("role", cell.Role.Text());
        json.WriteString("destination", cell.Destination);
        json.WriteString("via", cell.Via);
        json.WriteString("service", cell.Service);
        json.WriteString("transport", cell.Transport.Text());
        json.WriteNumber("port", cell.Port);
        json.WriteString("family", cell.Family.Text());
        Number(json, "version", cell.Version);
        if (isJudged)
        {
            json.WriteString("expected", cell.Expected.Text());
        }
        json.WriteString("observed", cell.Observed.Text());
        if (isJudged)
        {
            json.WriteBoolean("ok", cell.Ok);
        }
        json.WriteNumber("milliseconds", Math.Round(cell.Milliseconds, 3));
        json.WriteStartObject("evidence");
        json.WriteString("summary", cell.Evidence.Summary);
        json.WriteString("procedure", cell.Procedure);
        json.WriteString("reply", cell.Evidence.Reply);
        Boolean(json, "arrived", cell.Evidence.Arrived);
        Boolean(json, "delivered", cell.Evidence.Delivered);
        json.WriteNumber("attempts", cell.Evidence.Attempts);
        Rule(json, cell.Evidence.Rule);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Rule(Utf8JsonWriter json, DecidingRule? rule)
    {
        if (rule is null)
        {
            json.WriteNull("rule");
            return;
        }
        json.WriteStartObject("rule");
        json.WriteString("table", rule.Table);
        json.WriteString("chain", rule.Chain);
        json.WriteString("text", rule.Text);
        json.WriteString("file", rule.File);
        Number(json, "line", rule.Line);
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } known)
        {
            json.WriteNumber(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void Boolean(Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } known)
        {
            json.WriteBoolean(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
