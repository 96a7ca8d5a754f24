using Hardening.Analysis.Differences;

namespace HardeningLab.Reports;

/// <summary>How two rulesets differ, for people and for programs.</summary>
public static class DifferenceReport
{
    /// <summary>Like a diff: what the new one lets through with a plus, what it does not any more with a minus.</summary>
    /// <param name="differences">What differs.</param>
    /// <param name="output">Stays open.</param>
    public static void Write(IReadOnlyList<FilterDifference> differences, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(differences);
        ArgumentNullException.ThrowIfNull(output);
        foreach (var difference in differences)
        {
            output.WriteLine($"@@ {difference.Family} {difference.Way}");
            foreach (var box in difference.Boxes)
            {
                output.WriteLine($"{(difference.IsLetThrough ? '+' : '-')} {PlainText.Of(box)}");
            }
            if (difference.IsCut)
            {
                output.WriteLine("  and more");
            }
            output.WriteLine($"  such as {PlainText.Of(difference.Packet.ToString())}");
            if (difference.DependsOn.Count > 0)
            {
                output.WriteLine(
                    $"  as far as can be known: it depends on {PlainText.Of(string.Join(", ", difference.DependsOn))}"
                );
            }
        }
        output.WriteLine(
            differences.Count == 0
                ? "equal: every packet there could be meets the same fate"
                : $"{differences.Count} differences"
        );
    }

    /// <summary>The same as one JSON document; <c>docs/json.md</c> says what each field means.</summary>
    /// <param name="differences">What differs.</param>
    /// <param name="output">Stays open.</param>
    public static void WriteJson(IReadOnlyList<FilterDifference> differences, TextWriter output)
    {
        ArgumentNullException.ThrowIfNull(differences);
        JsonText.Write(
            output,
            json =>
            {
                json.WriteStartObject();
                json.WriteBoolean("equal", differences.Count == 0);
                json.WriteStartArray("differences");
                foreach (var difference in differences)
                {
                    json.WriteStartObject();
                    json.WriteString("family", difference.Family.ToString());
                    json.WriteString("way", difference.Way);
                    json.WriteBoolean("letThrough", difference.IsLetThrough);
                    json.WriteStartArray("boxes");
                    foreach (var box in difference.Boxes)
                    {
                        json.WriteStringValue(box);
                    }
                    json.WriteEndArray();
                    json.WriteBoolean("cut", difference.IsCut);
                    json.WritePropertyName("packet");
                    PacketJson.Write(json, difference.Packet);
                    json.WriteStartArray("dependsOn");
                    foreach (var unknown in difference.DependsOn)
                    {
                        json.WriteStringValue(unknown);
                    }
                    json.WriteEndArray();
                    json.WriteEndObject();
                }
                json.WriteEndArray();
                json.WriteEndObject();
            }
        );
    }
}
