using Hardening;
using Hardening.Analysis;
using Hardening.Analysis.Proofs;
using HardeningLab.Probes;

namespace HardeningLab.Matrices;

/// <summary>What came of proving one policy.</summary>
/// <param name="Policy">The policy's name.</param>
/// <param name="Engine">What the lab was made with, such as <c>netns</c>.</param>
/// <param name="Protections">What was in force, as people name it: <c>tcp-wrappers</c>, or the files of <c>--rules</c>.</param>
/// <param name="Elapsed">From start to the last verdict.</param>
/// <param name="Cells">The matrix with everything in force, in the order of the probes.</param>
/// <param name="Findings">What was found besides.</param>
/// <param name="Layers">The matrix of each protection alone, then of all together; empty without <c>--each</c>.</param>
public sealed record Proof(
    string Policy,
    string Engine,
    EquatableArray<string> Protections,
    TimeSpan Elapsed,
    EquatableArray<Cell> Cells,
    EquatableArray<Finding> Findings,
    EquatableArray<Layer> Layers
)
{
    /// <summary>What each stage took, in order; those of every layer with <c>--each</c>.</summary>
    public EquatableArray<Stage> Stages { get; init; }

    /// <summary>What the rules make of every packet there could be; null where that could not be worked out.</summary>
    public StaticProof? Analysis { get; init; }

    /// <summary>
    /// Whether every cell of the matrix and of every layer is as expected and no finding is an error. Without cells nothing
    /// was shown, so nothing holds.
    /// </summary>
    public bool Holds =>
        Cells.Count > 0
        && Cells.All(cell => cell.Ok)
        && Layers.All(layer => layer.Holds)
        && Findings.All(finding => finding.Severity is not Severity.Error);

    /// <summary>0 it holds; 1 it does not; 3 the lab failed for at least one cell, or showed none, which says nothing of the policy.</summary>
    public int ExitCode =>
        LabFailed ? 3
        : Holds ? 0
        : 1;

    private bool LabFailed =>
        Cells.Count == 0
        || Cells
            .Concat(Layers.SelectMany(layer => layer.Cells))
            .Any(cell => cell.Observed is Verdict.Error)
        || Layers.Any(layer => layer.Cells.Count == 0);
}
