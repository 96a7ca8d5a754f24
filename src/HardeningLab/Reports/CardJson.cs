using System.Text.Json;
using HardeningLab.Engines.Kept;
using HardeningLab.Topologies;

namespace HardeningLab.Reports;

/// <summary>A kept lab in JSON; <c>docs/lab.md</c> says what each field means.</summary>
internal static class CardJson
{
    internal static void Write(Utf8JsonWriter json, LabCard card)
    {
        var policy = card.ReadPolicy();
        json.WriteStartObject();
        json.WriteString("name", card.Name);
        json.WriteString("engine", card.Engine);
        json.WriteString("policy", policy.Name);
        json.WriteString("file", card.PolicyFile);
        Strings(json, "protections", card.InForce);
        json.WriteString("since", card.Since);
        json.WriteStartArray("hosts");
        var networks = TopologyPlan.For(policy).Networks;
        Host(
            json,
            HostNames.Target,
            networks.Select(network => network.Name),
            networks.SelectMany(LabReport.TargetAddresses).Distinct()
        );
        foreach (var network in networks)
        {
            Host(json, network.Name, [network.Name], LabReport.ClientAddresses(network));
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Host(
        Utf8JsonWriter json,
        string name,
        IEnumerable<string> networks,
        IEnumerable<string> addresses
    )
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        Strings(json, "networks", networks);
        Strings(json, "addresses", addresses);
        json.WriteEndObject();
    }

    private static void Strings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }
        json.WriteEndArray();
    }
}
