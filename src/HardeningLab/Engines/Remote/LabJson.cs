using System.Text.Json.Serialization;
using Hardening.Addresses;
using Hardening.Policies;
using HardeningLab.Probes;
using HardeningLab.Topologies;

namespace HardeningLab.Engines.Remote;

/// <summary>How calls and answers are written; generated at build time, as the program is compiled ahead of time.</summary>
[JsonSourceGenerationOptions(
    UseStringEnumConverter = true,
    Converters = [
        typeof(AddressConverter),
        typeof(PrefixConverter),
        typeof(EndpointConverter),
        typeof(ArrayConverter<byte>),
        typeof(ArrayConverter<string>),
        typeof(ArrayConverter<Address>),
        typeof(ArrayConverter<Prefix>),
        typeof(ArrayConverter<Endpoint>),
        typeof(ArrayConverter<Network>),
        typeof(ArrayConverter<Probe>),
        typeof(ArrayConverter<Observation>),
    ]
)]
[JsonSerializable(typeof(LabCall))]
[JsonSerializable(typeof(LabAnswer))]
[JsonSerializable(typeof(byte[]))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(Address[]))]
[JsonSerializable(typeof(Prefix[]))]
[JsonSerializable(typeof(Endpoint[]))]
[JsonSerializable(typeof(Network[]))]
[JsonSerializable(typeof(Probe[]))]
[JsonSerializable(typeof(Observation[]))]
internal sealed partial class LabJson : JsonSerializerContext;
