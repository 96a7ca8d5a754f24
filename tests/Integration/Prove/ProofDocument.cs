using System.Net;
using System.Text.Json;

namespace Integration.Prove;

/// <summary>What <c>hlab prove --json</c> prints, as somebody reads it who has only docs/json.md.</summary>
internal sealed record ProofDocument(
    int Schema,
    string Policy,
    bool Holds,
    string Engine,
    string[] Protections,
    double Seconds,
    ProofDocument.Stage[] Stages,
    ProofDocument.Cell[] Cells,
    ProofDocument.EveryPacket? Analysis,
    ProofDocument.Finding[] Findings,
    ProofDocument.Layer[]? Layers
)
{
    internal IEnumerable<Cell> WrongCells => Cells.Where(cell => !cell.Ok);

    /// <summary>What the analysis of every packet found, each with one that shows it.</summary>
    internal IEnumerable<Finding> Differences =>
        Findings.Where(finding =>
            finding.Id is "let-in" or "kept-out" or "loopback-kept-out" or "mapped-source"
        );

    internal static ProofDocument Parse(string json) =>
        JsonSerializer.Deserialize<ProofDocument>(json, JsonSerializerOptions.Web)
        ?? throw new JsonException("found null, expected a document");

    internal sealed record Cell(
        string Source,
        int? SourcePort,
        string Role,
        string Destination,
        string Via,
        string Service,
        string Transport,
        string Family,
        int? Version,
        string Expected,
        string Observed,
        bool Ok,
        double Milliseconds,
        Evidence Evidence
    )
    {
        internal IPAddress Address => IPAddress.Parse(Source);

        internal bool IsOnWire => Via != "lo";

        /// <summary>Tells it from every other cell of its document.</summary>
        internal string Name =>
            $"{Source}:{SourcePort}/{Service}/{Transport}/v{Version}.{Evidence.Procedure} via {Via}";
    }

    internal sealed record EveryPacket(bool Holds);

    internal sealed record Stage(string Name, double Seconds, int Probes);

    internal sealed record Evidence(
        string Summary,
        string? Procedure,
        string? Reply,
        bool? Arrived,
        bool? Delivered,
        int Attempts,
        Rule? Rule
    );

    internal sealed record Rule(string Table, string Chain, string Text, string? File, int? Line);

    internal sealed record Finding(
        string Id,
        string Severity,
        string? File,
        int? Line,
        string Message,
        string? Fix
    );

    internal sealed record Layer(string[] Protections, bool Holds, Cell[] Cells);
}
