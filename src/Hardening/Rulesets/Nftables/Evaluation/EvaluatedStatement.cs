using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Evaluation;

/// <summary>A statement with every value typed.</summary>
/// <param name="Statement">The statement.</param>
/// <param name="IsImplied">Whether nobody wrote it: <c>tcp dport 22</c> implies <c>meta l4proto tcp</c>.</param>
internal sealed record EvaluatedStatement(Statement Statement, bool IsImplied);
