namespace Hardening.Analysis.Semantics;

/// <summary>Chains that lead back to where they came from; the kernel loads none such.</summary>
public sealed class ChainLoopException(string table, IReadOnlyList<string> circle)
    : HardeningException(
        $"{table}: chains go round in a circle: {string.Join(" -> ", circle)}; no packet could come to its end there, and the kernel refuses such rules: take one of those jumps out"
    )
{
    /// <summary>The chains in their order, the first once more at the end.</summary>
    public IReadOnlyList<string> Circle { get; } = circle;
}
