using HardeningLab.Matrices;
using HardeningLab.Probes;

namespace HardeningLab.Reports;

/// <summary>How a cell's observed verdict is shown.</summary>
internal static class VerdictStyle
{
    internal static Style StyleOf(Cell cell) =>
        cell switch
        {
            { Observed: Verdict.Inconclusive or Verdict.Error } => Style.Doubtful,
            { Ok: false } => Style.Bad,
            { Observed: Verdict.Allowed } => Style.Good,
            _ => Style.Plain,
        };
}
