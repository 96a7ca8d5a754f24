using System.Diagnostics;
using System.Text.Json;
using Hardening.Analysis.Proofs;

namespace HardeningLab.Reports;

/// <summary>What the analysis says, for people and for programs.</summary>
public static class StaticReport
{
    private const int Schema = 1;

    /// <summary>One line for each service, transport, family and layer, and then what differs.</summary>
    /// <param name="policy">The policy's name.</param>
    /// <param name="proof">What the analysis says.</param>
    /// <param name="output">Stays open.</param>
    /// <param name="colour">Whether the output shows colours.</param>
    public static void Write(string policy, StaticProof proof, TextWriter output, bool colour)
    {
        ArgumentNullException.ThrowIfNull(proof);
        ArgumentNullException.ThrowIfNull(output);
        var palette = new Palette(colour);
        var hasWrappers = proof.Services.Any(service => service.Through != ProofLayer.Firewall);
        foreach (var service in proof.Services)
        {
            var holds = service.Differences.Count == 0;
            output.WriteLine(
                $"{palette.Paint(holds ? Style.Good : Style.Bad, holds ? "holds   " : "differs ")} {PlainText.Of(service.Service)} {service.Endpoint} over {service.Family}{(hasWrappers ? $": {Words(service.Through)}" : "")}"
            );
        }
        foreach (var finding in proof.Findings)
        {
            FindingText.Write(finding, output, palette);
        }
        output.WriteLine($"{PlainText.Of(policy)}: {Conclusion(proof, palette)}");
    }

    /// <summary>One line that says it all.</summary>
    internal static string Conclusion(StaticProof proof, Palette palette) =>
        proof.Holds
            ? palette.Paint(
                Style.Good,
                "every packet there could be meets the fate that the policy says"
            )
            : palette.Paint(Style.Bad, "not every packet meets the fate that the policy says");

    /// <summary>The same as one JSON document; <c>docs/json.md</c> says what each field means.</summary>
    /// <param name="policy">The policy's name.</param>
    /// <param name="proof">What the analysis says.</param>
    /// <param name="output">Stays open.</param>
    public static void WriteJson(string policy, StaticProof proof, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(proof);
        JsonText.Write(
            output,
            json =>
            {
                json.WriteStartObject();
                json.WriteNumber("schema", Schema);
                json.WriteString("policy", policy);
                json.WriteBoolean("holds", proof.Holds);
                WriteServices(json, proof);
                json.WriteStartArray("findings");
                foreach (var finding in proof.Findings)
                {
                    FindingJson.Write(json, finding);
                }
                json.WriteEndArray();
                json.WriteEndObject();
            }
        );
    }

    internal static void WriteServices(Utf8JsonWriter json, StaticProof proof)
    {
        json.WriteStartArray("services");
        foreach (var service in proof.Services)
        {
            json.WriteStartObject();
            json.WriteString("service", service.Service);
            json.WriteString("endpoint", service.Endpoint.ToString());
            json.WriteString("family", service.Family.ToString());
            json.WriteString(
                "layer",
                JsonNamingPolicy.CamelCase.ConvertName(service.Through.ToString())
            );
            json.WriteBoolean("holds", service.Differences.Count == 0);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static string Words(ProofLayer layer) =>
        layer switch
        {
            ProofLayer.Firewall => "the firewall",
            ProofLayer.Wrappers => "the wrappers",
            ProofLayer.Both => "the firewall, then the wrappers",
            _ => throw new UnreachableException(),
        };
}
