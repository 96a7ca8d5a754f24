namespace Hardening.Rulesets.Nftables.Syntax;

/// <summary>Where packets enter a chain by themselves: <c>type filter hook input priority filter - 10</c>.</summary>
/// <param name="Type"><c>filter</c>, <c>nat</c> or <c>route</c>; empty for a flow table.</param>
/// <param name="Name"><c>ingress</c>, <c>prerouting</c>, <c>input</c>, <c>forward</c>, <c>output</c>, <c>postrouting</c> or <c>egress</c>.</param>
/// <param name="Devices">Of which devices alone; symbols.</param>
/// <param name="DevicesInBraces">Whether they are written as a list.</param>
/// <param name="Priority">When, among the chains of the same hook.</param>
/// <param name="Point">Where it stands.</param>
internal sealed record Hook(
    string Type,
    string Name,
    EquatableArray<Expression> Devices,
    bool DevicesInBraces,
    Priority Priority,
    SourcePoint Point
);
