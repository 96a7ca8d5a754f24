using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Flows;

/// <summary>A rule of conditions and at most one verdict behind them, as almost all are.</summary>
/// <param name="Verdict">The verdict; null where it has none.</param>
internal sealed record PlainRule(Verdict? Verdict)
{
    private static readonly PlainRule Idle = new((Verdict?)null);

    /// <summary>Whether no packet that it decides comes to the next rule.</summary>
    internal bool IsFinal =>
        Verdict
            is Verdict.Accept
                or Verdict.Drop
                or Verdict.Reject
                or Verdict.Return
                or Verdict.Goto
                or Verdict.HandedOn;

    /// <summary>Null where it changes packets, or chooses among verdicts.</summary>
    internal static PlainRule? Of(Rule rule)
    {
        for (var index = 0; index < rule.Steps.Count; index++)
        {
            switch (rule.Steps[index])
            {
                case Step.When:
                    break;
                // Whatever stands behind a verdict counts for nothing.
                case Step.Decide(var verdict):
                    return new PlainRule(verdict);
                default:
                    return null;
            }
        }
        return Idle;
    }
}
