using Hardening.Rulesets.Nftables.Datatypes;

namespace Hardening.Rulesets.Nftables.Evaluation;

/// <summary>What a set or map takes and gives.</summary>
/// <param name="Key">The types of its elements, of which several are concatenated.</param>
/// <param name="Data">Those of its values; empty for a set.</param>
/// <param name="ObjectKind">The kind of object that a map gives; null for others.</param>
/// <param name="IsInterval">Whether elements may be ranges.</param>
internal sealed record SetSignature(
    EquatableArray<Datatype> Key,
    EquatableArray<Datatype> Data,
    string? ObjectKind,
    bool IsInterval
);
