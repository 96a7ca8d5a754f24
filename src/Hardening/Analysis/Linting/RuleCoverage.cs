using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Linting;

/// <summary>A rule beside those before it in its chain.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Met">The packets that it has something to say to.</param>
/// <param name="Left">Those of them that the rules before it leave to it.</param>
/// <param name="IsBehindAll">Whether the rules before it leave it no packet of any kind.</param>
/// <param name="Causes">Where none are left: as few rules before it as together leave none.</param>
internal sealed record RuleCoverage(
    Rule Rule,
    PacketSet Met,
    PacketSet Left,
    bool IsBehindAll,
    EquatableArray<Rule> Causes
);
