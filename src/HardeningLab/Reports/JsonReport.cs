using System.Text.Json;
using Hardening;
using Hardening.Analysis.Proofs;
using Hardening.Policies;
using HardeningLab.Matrices;

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
        JsonText.Write(output, json => Document(json, proof));
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
        Analysis(json, proof.Analysis);
        json.WriteStartArray("findings");
        foreach (var finding in proof.Findings)
        {
            FindingJson.Write(json, finding);
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

    private static void Analysis(Utf8JsonWriter json, StaticProof? analysis)
    {
        if (analysis is null)
        {
            json.WriteNull("analysis");
            return;
        }
        json.WriteStartObject("analysis");
        json.WriteBoolean("holds", analysis.Holds);
        StaticReport.WriteServices(json, analysis);
        json.WriteEndObject();
    }

    private static void Cells(Utf8JsonWriter json, EquatableArray<Cell> cells)
    {
        json.WriteStartArray("cells");
        foreach (var cell in cells)
        {
            CellJson.Write(json, cell, isJudged: true);
        }
        json.WriteEndArray();
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
}
