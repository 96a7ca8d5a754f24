using Hardening.Addresses;
using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Differences;

/// <summary>Packets that one ruleset lets through and the other does not.</summary>
/// <param name="Family">Their family.</param>
/// <param name="Way">Where they are going: <c>in</c>, <c>forward</c> or <c>out</c>.</param>
/// <param name="IsLetThrough">Whether the new ruleset lets them through; else the old one did.</param>
/// <param name="Boxes">Disjoint products of fields; all of them together, or the first few.</param>
/// <param name="More">How many boxes there are besides, counted up to <see cref="MostCounted"/>.</param>
/// <param name="IsCertain">Whether these packets differ whatever is unknown.</param>
/// <param name="DependsOn">What is unknown and decides whether they do, or, where they do for certain, whether others do too.</param>
public sealed record FilterDifference(
    IpFamily Family,
    string Way,
    bool IsLetThrough,
    EquatableArray<DifferenceBox> Boxes,
    int More,
    bool IsCertain,
    EquatableArray<string> DependsOn
)
{
    /// <summary>What they are: packets, frames of a bridge, or ARP.</summary>
    public FilterLayer Layer { get; init; }

    /// <summary>Whether it is there for certain or for answers that can be given, which its packets bear. Else it may be none.</summary>
    public bool IsShown { get; init; }

    /// <summary>So many boxes are counted beyond those that are shown.</summary>
    public const int MostCounted = 100;
}
