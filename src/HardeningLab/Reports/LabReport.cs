using System.Globalization;
using Hardening.Analysis;
using Hardening.Policies;
using HardeningLab.Engines.Kept;
using HardeningLab.Topologies;

namespace HardeningLab.Reports;

/// <summary>Kept labs, for people.</summary>
public static class LabReport
{
    /// <summary>Writes what a lab consists of, and what can be done with it.</summary>
    /// <param name="card">The lab.</param>
    /// <param name="output">Stays open.</param>
    /// <param name="colour">Whether the reader's terminal shows colours.</param>
    /// <param name="width">Characters in a line; null is no limit.</param>
    public static void Write(LabCard card, TextWriter output, bool colour, int? width)
    {
        ArgumentNullException.ThrowIfNull(card);
        ArgumentNullException.ThrowIfNull(output);
        var palette = new Palette(colour);
        var policy = card.ReadPolicy();
        output.WriteLine(
            $"{palette.Paint(Style.Heading, card.Name)} is up: {PlainText.Of(policy.Name)} ({card.Engine}, {InForceOf(card)})"
        );
        output.WriteLine();
        HostTable(policy).Write(output, palette, width);
        var option = LabName.Option(card.Name);
        new TextTable(
            [
                ["", ""],
            ],
            [
                Next($"probe{option} wan0", "who gets in, and which rule decides"),
                Next($"shell{option} target", "look around, change the rules"),
                Next($"prove{option}", "does the policy hold?"),
                Next($"down{option}", "and all of it is gone"),
            ],
            1
        ).Write(output, palette, width: null);
    }

    private static IReadOnlyList<TableEntry> Next(string command, string purpose) =>
        [new($"  ./hlab lab {command}"), new(purpose, Style.Faint)];

    /// <summary>Writes one line for each lab.</summary>
    /// <param name="cards">The labs.</param>
    /// <param name="output">Stays open.</param>
    /// <param name="now">What time it is.</param>
    /// <param name="colour">Whether the reader's terminal shows colours.</param>
    /// <param name="width">Characters in a line; null is no limit.</param>
    public static void WriteList(
        IReadOnlyList<LabCard> cards,
        TextWriter output,
        DateTimeOffset now,
        bool colour,
        int? width
    )
    {
        ArgumentNullException.ThrowIfNull(cards);
        ArgumentNullException.ThrowIfNull(output);
        if (cards.Count == 0)
        {
            output.WriteLine("no lab is up; `./hlab lab up` makes one");
            return;
        }
        new TextTable(
            [
                ["name", "engine", "policy", "in force", "since", "hosts"],
            ],
            [
                .. cards.Select(card =>
                    (IReadOnlyList<TableEntry>)
                        [
                            new(card.Name),
                            new(card.Engine),
                            new(PlainText.Of(card.PolicyFile)),
                            new(InForceOf(card)),
                            new(Since(card.Since, now)),
                            new(string.Join(" ", HostNames.Of(TopologyOf(card).Networks))),
                        ]
                ),
            ],
            1
        ).Write(output, new Palette(colour), width);
    }

    /// <summary>Writes one JSON document; <c>docs/lab.md</c> says what each field means.</summary>
    /// <param name="cards">The labs.</param>
    /// <param name="output">Stays open.</param>
    public static void WriteListJson(IEnumerable<LabCard> cards, TextWriter output) =>
        JsonText.Write(
            output,
            json =>
            {
                json.WriteStartObject();
                json.WriteNumber("schema", 1);
                json.WriteStartArray("labs");
                foreach (var card in cards)
                {
                    CardJson.Write(json, card);
                }
                json.WriteEndArray();
                json.WriteEndObject();
            }
        );

    /// <summary>Writes one JSON document; <c>docs/lab.md</c> says what each field means.</summary>
    /// <param name="card">The lab.</param>
    /// <param name="findings">What was found when it was made.</param>
    /// <param name="output">Stays open.</param>
    public static void WriteJson(LabCard card, IEnumerable<Finding> findings, TextWriter output) =>
        JsonText.Write(
            output,
            json =>
            {
                json.WriteStartObject();
                json.WriteNumber("schema", 1);
                json.WritePropertyName("lab");
                CardJson.Write(json, card);
                json.WriteStartArray("findings");
                foreach (var finding in findings)
                {
                    FindingJson.Write(json, finding);
                }
                json.WriteEndArray();
                json.WriteEndObject();
            }
        );

    /// <summary>Writes findings as compilers write theirs.</summary>
    /// <param name="findings">The findings.</param>
    /// <param name="output">Stays open.</param>
    /// <param name="colour">Whether the reader's terminal shows colours.</param>
    public static void WriteFindings(IEnumerable<Finding> findings, TextWriter output, bool colour)
    {
        ArgumentNullException.ThrowIfNull(findings);
        foreach (var finding in findings)
        {
            FindingText.Write(finding, output, new Palette(colour));
        }
    }

    internal static Topology TopologyOf(LabCard card) => TopologyPlan.For(card.ReadPolicy());

    /// <summary>A row for each host on each of its networks; a client owns every address that it plays.</summary>
    private static TextTable HostTable(Policy policy)
    {
        var networks = TopologyPlan.For(policy).Networks;
        return new(
            [
                ["host", "on", "addresses"],
            ],
            [
                .. networks.Select(network =>
                    Row(HostNames.Target, network, TargetAddresses(network))
                ),
                .. networks.Select(network => Row(network.Name, network, ClientAddresses(network))),
            ],
            1
        );
    }

    internal static IEnumerable<string> TargetAddresses(Network network) =>
        network
            .TargetAddresses.Append(Topology.TargetLinkLocal)
            .Select(address => address.ToString());

    internal static IEnumerable<string> ClientAddresses(Network network) =>
        network
            .Plays.Select(prefix => prefix.ToString())
            .Append(network.ClientLinkLocal.ToString());

    private static IReadOnlyList<TableEntry> Row(
        string host,
        Network network,
        IEnumerable<string> addresses
    ) => [new(host), new(network.Name), new(string.Join(", ", addresses))];

    private static string InForceOf(LabCard card) =>
        card.IsBare ? "nothing in force" : PlainText.Of(string.Join(" + ", card.InForce));

    private static string Since(DateTimeOffset since, DateTimeOffset now) =>
        (now - since) switch
        {
            { TotalMinutes: < 1 } => "just now",
            { TotalHours: < 1 } age => $"{(int)age.TotalMinutes} min ago",
            { TotalDays: < 1 } age => $"{(int)age.TotalHours} h ago",
            _ => since.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        };
}
