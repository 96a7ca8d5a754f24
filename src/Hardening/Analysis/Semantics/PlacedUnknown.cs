using Hardening.Analysis.PacketSets;
using Hardening.Rulesets;

namespace Hardening.Analysis.Semantics;

/// <summary>The names of what rules depend on and nobody knows.</summary>
internal static class PlacedUnknown
{
    /// <summary>Something that is asked anew at every place, as a limit is.</summary>
    internal static string At(string text, RulePlace place) =>
        FormattableString.Invariant($"{text} ({place.File}:{place.Line})");

    /// <summary>What a field of a packet becomes because its connection has been given other addresses.</summary>
    internal static string BecomesByNat(PacketField field) => $"what {field} becomes by nat";

    /// <summary>What a field becomes at a place.</summary>
    internal static string Becomes(PacketField field, RulePlace place) =>
        At($"what {field} becomes", place);
}
