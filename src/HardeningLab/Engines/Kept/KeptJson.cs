using System.Text.Json.Serialization;
using Hardening.Addresses;
using Hardening.Policies;
using Hardening.Rulesets;
using HardeningLab.Engines.Remote;
using HardeningLab.Topologies;

namespace HardeningLab.Engines.Kept;

/// <summary>How cards and states are written; generated at build time, as the program is compiled ahead of time.</summary>
[JsonSourceGenerationOptions(
    UseStringEnumConverter = true,
    Converters = [
        typeof(AddressConverter),
        typeof(PrefixConverter),
        typeof(EndpointConverter),
        typeof(ArrayConverter<Prefix>),
        typeof(ArrayConverter<Endpoint>),
        typeof(ArrayConverter<Network>),
        typeof(ArrayConverter<ProtectionName>),
        typeof(ArrayConverter<RulesetFile>),
        typeof(ArrayConverter<HostDoor>),
    ]
)]
[JsonSerializable(typeof(LabCard))]
[JsonSerializable(typeof(KeeperOrder))]
[JsonSerializable(typeof(KeeperState))]
[JsonSerializable(typeof(Prefix[]))]
[JsonSerializable(typeof(Endpoint[]))]
[JsonSerializable(typeof(Network[]))]
[JsonSerializable(typeof(ProtectionName[]))]
[JsonSerializable(typeof(RulesetFile[]))]
[JsonSerializable(typeof(HostDoor[]))]
internal sealed partial class KeptJson : JsonSerializerContext;
