namespace Hardening.Analysis.Semantics;

/// <summary>Rules in their order, under a name.</summary>
public sealed record Chain(string Name, EquatableArray<Rule> Rules);
