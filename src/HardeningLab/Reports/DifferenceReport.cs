using System.Text.Json;
using Hardening.Addresses;
using Hardening.Analysis.Differences;
using Hardening.Analysis.Semantics;
using Hardening.Rulesets;

namespace HardeningLab.Reports;

/// <summary>How two rulesets differ, for people and for programs.</summary>
public static class DifferenceReport
{
    /// <summary>Like a diff: what the new one lets through with a plus, what it does not any more with a minus.</summary>
    /// <param name="differences">What differs.</param>
    /// <param name="output">Stays open.</param>
    /// <param name="compared">Which packets were compared; null for all there could be.</param>
    public static void Write(
        IReadOnlyList<FilterDifference> differences,
        TextWriter output,
        string? compared = null
    )
    {
        ArgumentNullException.ThrowIfNull(differences);
        ArgumentNullException.ThrowIfNull(output);
        foreach (var difference in differences)
        {
            output.WriteLine($"@@ {What(difference)} {difference.Way}");
            foreach (var box in difference.Boxes)
            {
                Write(difference, box, output);
            }
            if (difference.More > 0)
            {
                output.WriteLine($"  and {More(difference)} more such sets of packets");
            }
            if (difference.DependsOn.Count > 0)
            {
                var unknowns = PlainText.Of(string.Join(", ", difference.DependsOn));
                output.WriteLine(
                    difference.IsCertain ? $"  more may differ: that depends on {unknowns}"
                    : difference.IsShown ? $"  if {Answers(difference)}"
                    : $"  as far as can be known: it depends on {unknowns}"
                );
            }
        }
        output.WriteLine(
            differences.Count switch
            {
                0 =>
                    $"equal: every packet there could be{Of(compared)} is let through by both or by neither",
                1 => $"1 difference{Of(compared)}",
                var count => $"{count} differences{Of(compared)}",
            }
        );
    }

    /// <summary>What makes it, as far as that is known.</summary>
    private static string Answers(FilterDifference difference) =>
        PlainText.Of(
            string.Join(
                ", ",
                difference.DependsOn.Select(unknown =>
                    difference.Boxes[0].Packet.Answers.GetValueOrDefault(unknown)
                        ? unknown
                        : $"not {unknown}"
                )
            )
        );

    /// <summary>Frames of a bridge that carry no IPv6 have a space with those of IPv4.</summary>
    private static string What(FilterDifference difference) =>
        (difference.Layer, difference.Family) switch
        {
            (FilterLayer.Arp, _) => "ARP",
            (FilterLayer.Bridge, IpFamily.IPv6) => "bridge IPv6",
            (FilterLayer.Bridge, _) => "bridge",
            _ => difference.Family.ToString(),
        };

    private static string Of(string? compared) => compared is null ? "" : $" of {compared}";

    private static void Write(FilterDifference difference, DifferenceBox box, TextWriter output)
    {
        output.WriteLine($"{(difference.IsLetThrough ? '+' : '-')} {PlainText.Of(box.Text)}");
        output.WriteLine($"    such as {PlainText.Of(box.Packet.ToString())}");
        var (old, now) = difference.IsLetThrough
            ? ("was kept out", "comes through")
            : ("came through", "is kept out");
        output.WriteLine($"    {old} by {Text(box.Old)}");
        output.WriteLine($"    {now} by {Text(box.Now)}");
    }

    private static string Text(RulePlace? place) =>
        place is null
            ? "no rule: it meets none"
            : PlainText.Of(
                place.Line > 0
                    ? $"{place.File}:{place.Line}: {place.Text}"
                    : $"{place.File}: {place.Text}"
            );

    private static string More(FilterDifference difference) =>
        difference.More < FilterDifference.MostCounted
            ? $"{difference.More}"
            : $"{FilterDifference.MostCounted} or";

    /// <summary>The same as one JSON document; <c>docs/analysis.md</c> says what each field means.</summary>
    /// <param name="differences">What differs.</param>
    /// <param name="output">Stays open.</param>
    /// <param name="compared">Which packets were compared; null for all there could be.</param>
    public static void WriteJson(
        IReadOnlyList<FilterDifference> differences,
        TextWriter output,
        string? compared = null
    )
    {
        ArgumentNullException.ThrowIfNull(differences);
        JsonText.Write(
            output,
            json =>
            {
                json.WriteStartObject();
                json.WriteBoolean("equal", differences.Count == 0);
                json.WriteString("compared", compared);
                json.WriteStartArray("differences");
                foreach (var difference in differences)
                {
                    json.WriteStartObject();
                    json.WriteString("family", difference.Family.ToString());
                    json.WriteString("layer", difference.Layer.ToString().ToLowerInvariant());
                    json.WriteString("way", difference.Way);
                    json.WriteBoolean("letThrough", difference.IsLetThrough);
                    json.WriteStartArray("boxes");
                    foreach (var box in difference.Boxes)
                    {
                        Write(json, box);
                    }
                    json.WriteEndArray();
                    json.WriteNumber("more", difference.More);
                    json.WriteBoolean("certain", difference.IsCertain);
                    json.WriteBoolean("shown", difference.IsShown);
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

    private static void Write(Utf8JsonWriter json, DifferenceBox box)
    {
        json.WriteStartObject();
        json.WriteString("text", box.Text);
        json.WritePropertyName("packet");
        PacketJson.Write(json, box.Packet);
        Write(json, "old", box.Old);
        Write(json, "new", box.Now);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, RulePlace? place)
    {
        if (place is null)
        {
            json.WriteNull(name);
            return;
        }
        json.WriteStartObject(name);
        json.WriteString("file", place.File);
        json.WriteNumber("line", place.Line);
        json.WriteString("text", place.Text);
        json.WriteEndObject();
    }
}
