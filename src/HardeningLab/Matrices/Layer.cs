using Hardening;
using Hardening.Policies;

namespace HardeningLab.Matrices;

/// <summary>The matrix with only some of the protections in force: what <c>--each</c> shows.</summary>
/// <param name="Protections">The protections in force.</param>
/// <param name="Cells">The matrix, in the order of the probes.</param>
public sealed record Layer(EquatableArray<ProtectionName> Protections, EquatableArray<Cell> Cells)
{
    /// <summary>Whether there are cells and all are as expected.</summary>
    public bool Holds => Cells.Count > 0 && Cells.All(cell => cell.Ok);
}
