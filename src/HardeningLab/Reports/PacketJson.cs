using System.Globalization;
using System.Text.Json;
using Hardening.Addresses;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Walks;

namespace HardeningLab.Reports;

/// <summary>A packet in JSON; <c>docs/json.md</c> says what each field means.</summary>
internal static class PacketJson
{
    internal static void Write(Utf8JsonWriter json, Packet? packet)
    {
        if (packet is null)
        {
            json.WriteNullValue();
            return;
        }
        json.WriteStartObject();
        json.WriteString("text", packet.ToString());
        json.WriteString("family", packet.Family.ToString());
        json.WriteString(
            "interface",
            packet.Names.GetValueOrDefault(PacketField.InInterface, string.Empty)
        );
        json.WriteNumber("protocol", (int)packet[PacketField.L4Protocol]);
        Address(json, "source", packet, PacketField.SourceAddress);
        json.WriteNumber("sourcePort", (int)packet[PacketField.SourcePort]);
        Address(json, "destination", packet, PacketField.DestinationAddress);
        json.WriteNumber("destinationPort", (int)packet[PacketField.DestinationPort]);
        json.WriteStartObject("other");
        foreach (var (field, value) in packet.Fields.OrderBy(field => field.Key))
        {
            if (!Named.Contains(field))
            {
                json.WriteString(
                    JsonNamingPolicy.CamelCase.ConvertName(field.ToString()),
                    value.ToString(CultureInfo.InvariantCulture)
                );
            }
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static PacketField[] Named { get; } =
    [
        PacketField.L4Protocol,
        PacketField.SourceAddress,
        PacketField.SourcePort,
        PacketField.DestinationAddress,
        PacketField.DestinationPort,
    ];

    private static void Address(
        Utf8JsonWriter json,
        string key,
        Packet packet,
        PacketField field
    ) => json.WriteString(key, new Address(packet.Family, packet[field]).ToString());
}
