using System.Text.Json;
using Hardening.Analysis;
using HardeningLab.Matrices;

namespace HardeningLab.Reports;

/// <summary>A finding in JSON; <c>docs/json.md</c> says what each field means.</summary>
internal static class FindingJson
{
    internal static void Write(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("id", finding.Id);
        json.WriteString("severity", finding.Severity.Text());
        json.WriteString("file", finding.File);
        if (finding.Line is { } line)
        {
            json.WriteNumber("line", line);
        }
        else
        {
            json.WriteNull("line");
        }
        json.WriteString("message", finding.Message);
        json.WritePropertyName("packet");
        PacketJson.Write(json, finding.Packet);
        json.WriteString("fix", finding.Fix);
        json.WriteEndObject();
    }
}
