using Hardening.Addresses;

namespace Hardening.Rulesets.Iptables;

/// <summary>A text for <c>iptables-restore --noflush</c> or <c>ip6tables-restore --noflush</c>.</summary>
/// <param name="Family">Which of the two.</param>
/// <param name="Comments">The lines at the top, without their <c>#</c>.</param>
/// <param name="Sections">Committed one after the other.</param>
public sealed record Ruleset(
    IpFamily Family,
    EquatableArray<string> Comments,
    EquatableArray<Section> Sections
);
