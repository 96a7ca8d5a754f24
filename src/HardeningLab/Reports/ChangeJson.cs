using System.Text.Json;
using Hardening;
using Hardening.Changes;

namespace HardeningLab.Reports;

/// <summary>What came of changes of hosts as one JSON document, schema 1; <c>docs/json.md</c> says what each field means.</summary>
public static class ChangeJson
{
    /// <summary>Writes the document of <c>apply</c> and <c>undo</c>, and a newline.</summary>
    /// <param name="outcomes">What came of each host.</param>
    /// <param name="output">Stays open.</param>
    public static void Write(IEnumerable<HostOutcome> outcomes, TextWriter output) =>
        WriteHosts(
            outcomes,
            output,
            (json, outcome) =>
            {
                json.WriteString("host", outcome.Host);
                json.WriteString("state", ChangeReport.Word(outcome.State));
                Changes(json, "changes", outcome.Changes);
                json.WriteString("message", outcome.Message);
                Lines(json, "notes", outcome.Notes);
            }
        );

    /// <summary>Writes the document of <c>status</c>, and a newline.</summary>
    /// <param name="states">What each host has of ours.</param>
    /// <param name="output">Stays open.</param>
    public static void Write(IEnumerable<HostStatus> states, TextWriter output) =>
        WriteHosts(
            states,
            output,
            (json, status) =>
            {
                json.WriteString("host", status.Host);
                json.WriteString("standing", Word(status.Standing));
                json.WriteStartArray("inForce");
                foreach (var part in status.InForce)
                {
                    json.WriteStringValue(part.Text());
                }
                json.WriteEndArray();
                Changes(json, "drift", status.Drift);
                json.WriteString("message", status.Message);
            }
        );

    private static void WriteHosts<T>(
        IEnumerable<T> hosts,
        TextWriter output,
        Action<Utf8JsonWriter, T> write
    ) =>
        JsonText.Write(
            output,
            json =>
            {
                json.WriteStartObject();
                json.WriteNumber("schema", 1);
                json.WriteStartArray("hosts");
                foreach (var host in hosts)
                {
                    json.WriteStartObject();
                    write(json, host);
                    json.WriteEndObject();
                }
                json.WriteEndArray();
                json.WriteEndObject();
            }
        );

    private static string Word(HostStanding standing) =>
        standing switch
        {
            HostStanding.Absent => "absent",
            HostStanding.InForce => "in-force",
            HostStanding.Drifted => "drifted",
            HostStanding.Waiting => "waiting",
            HostStanding.Unknown => "unknown",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static void Changes(
        Utf8JsonWriter json,
        string name,
        EquatableArray<PartChange> changes
    )
    {
        json.WriteStartArray(name);
        foreach (var change in changes)
        {
            json.WriteStartObject();
            json.WriteString("part", change.Part.Text());
            Lines(json, "before", change.Before);
            Lines(json, "after", change.After);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Lines(Utf8JsonWriter json, string name, EquatableArray<string> lines)
    {
        json.WriteStartArray(name);
        foreach (var line in lines)
        {
            json.WriteStringValue(line);
        }
        json.WriteEndArray();
    }
}
