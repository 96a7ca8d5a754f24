using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Evaluation;

/// <summary>A rule with every value typed and everything said that it implies.</summary>
/// <param name="Source">As it was read.</param>
/// <param name="Statements">In the order in which the kernel takes them.</param>
internal sealed record EvaluatedRule(Rule Source, EquatableArray<EvaluatedStatement> Statements);
