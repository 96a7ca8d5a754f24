using Hardening.Addresses;
using Hardening.Analysis.Walks;

namespace Hardening.Analysis.Differences;

/// <summary>Packets that one ruleset lets through and the other does not.</summary>
/// <param name="Family">Their family.</param>
/// <param name="Way">Where they are going: <c>in</c>, <c>forward</c> or <c>out</c>.</param>
/// <param name="IsLetThrough">Whether the new ruleset lets them through; else the old one did.</param>
/// <param name="Boxes">All of them, as text: each line a product of fields.</param>
/// <param name="IsCut">Whether there are more boxes than were asked for.</param>
/// <param name="Packet">One of them.</param>
/// <param name="DependsOn">What is unknown and decides whether they are; none where they certainly are.</param>
public sealed record FilterDifference(
    IpFamily Family,
    string Way,
    bool IsLetThrough,
    EquatableArray<string> Boxes,
    bool IsCut,
    Packet Packet,
    EquatableArray<string> DependsOn
);
