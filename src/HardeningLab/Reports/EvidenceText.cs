using HardeningLab.Probes;

namespace HardeningLab.Reports;

/// <summary>Evidence in plain text.</summary>
internal static class EvidenceText
{
    /// <summary>Table, chain and text of a rule, and its place if known.</summary>
    internal static string Of(DecidingRule rule)
    {
        var place = (rule.File, rule.Line) switch
        {
            (null, _) => "",
            ({ } file, null) => $" ({file})",
            ({ } file, { } line) => $" ({file}:{line})",
        };
        return PlainText.Of($"{rule.Table} {rule.Chain}: {rule.Text}{place}");
    }

    /// <summary>What was seen of the packet at the target; null when nobody looked.</summary>
    internal static string? OfPacket(Evidence evidence)
    {
        string?[] seen =
        [
            evidence.Arrived switch
            {
                null => null,
                true => "arrived",
                false => "did not arrive",
            },
            evidence.Delivered switch
            {
                null => null,
                true => "delivered",
                false => "not delivered",
            },
        ];
        var known = string.Join(", ", seen.OfType<string>());
        return (known.Length, evidence.Attempts) switch
        {
            (0, _) => null,
            (_, > 1) => $"{known} ({evidence.Attempts} attempts)",
            _ => known,
        };
    }
}
