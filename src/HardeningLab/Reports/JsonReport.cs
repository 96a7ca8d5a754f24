using System.Buffers;
using System.Text;
using System.Text.Json;
using Hardening;
using Hardening.Analysis;
using Hardening.Policies;
using HardeningLab.Matrices;
using HardeningLab.Probes;
using HardeningLab.Topologies;

namespace HardeningLab.Reports;

/// <summary>The proof as one JSON document, schema 1; <c>docs/json.md</c> says what each field means.</summary>
public static class JsonReport
{
    private const int Schema = 1;

    /// <summary>Writes the document and a newline, in UTF-8.</summary>
    /// <param name="proof">What came of the proof, whether it holds or not.</param>
    /// <param name="output">Stays open.</param>
    public static void Write(Proof proof, Stream output)
    {
        using (var json = new Utf8JsonWriter(output))
        {
            Document(json, proof);
        }
        output.WriteByte((byte)'\n');
    }

    /// <summary>Writes the document and a newline.</summary>
    /// <param name="proof">What came of the proof, whether it holds or not.</param>
    /// <param name="output">Stays open.</param>
    public static void Write(Proof proof, TextWriter output)
    {
        var octets = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(octets))
        {
            Document(json, proof);
        }
        output.Write(Encoding.UTF8.GetString(octets.WrittenSpan));
        output.Write('\n');
    }

    private static void Document(Utf8JsonWriter json, Proof proof)
    {
        json.WriteStartObject();
        json.WriteNumber("schema", Schema);
        json.WriteString("policy", proof.Policy);
        json.WriteBoolean("holds", proof.Holds);
        json.WriteString("engine", proof.Engine);
        json.WriteStartArray("protections");
        foreach (var protection in proof.Protections)
        {
            json.WriteStringValue(protection);
        }
        json.WriteEndArray();
        json.WriteNumber("seconds", Math.Round(proof.Elapsed.TotalSeconds, 6));
        json.WriteStartArray("stages");
        foreach (var stage in proof.Stages)
        {
            json.WriteStartObject();
            json.WriteString("name", stage.Name);
            json.WriteNumber("seconds", Math.Round(stage.Elapsed.TotalSeconds, 6));
            json.WriteNumber("probes", stage.Probes);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        Cells(json, proof.Cells);
        json.WriteStartArray("findings");
        foreach (var finding in proof.Findings)
        {
            Write(json, finding);
        }
        json.WriteEndArray();
        if (proof.Layers.Count > 0)
        {
            json.WriteStartArray("layers");
            foreach (var layer in proof.Layers)
            {
                Write(json, layer);
            }
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static void Cells(Utf8JsonWriter json, EquatableArray<Cell> cells)
    {
        json.WriteStartArray("cells");
        foreach (var cell in cells)
        {
            Write(json, cell);
        }
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Cell cell)
    {
        json.WriteStartObject();
        json.WriteString("source", cell.Source);
        json.WriteString("role", cell.Role.Text());
        json.WriteString("destination", cell.Destination);
        json.WriteString("via", cell.Via);
        json.WriteString("service", cell.Service);
        json.WriteString("transport", cell.Transport.Text());
        json.WriteString("family", cell.Family.Text());
        Number(json, "version", cell.Version);
        json.WriteString("expected", cell.Expected.Text());
        json.WriteString("observed", cell.Observed.Text());
        json.WriteBoolean("ok", cell.Ok);
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

    private static void Write(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("id", finding.Id);
        json.WriteString("severity", finding.Severity.Text());
        json.WriteString("file", finding.File);
        Number(json, "line", finding.Line);
        json.WriteString("message", finding.Message);
        json.WriteString("fix", finding.Fix);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, Layer layer)
    {
        json.WriteStartObject();
        json.WriteStartArray("protections");
        foreach (var protection in layer.Protections)
        {
            json.WriteStringValue(protection.Text());
        }
        json.WriteEndArray();
        json.WriteBoolean("holds", layer.Holds);
        Cells(json, layer.Cells);
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
