namespace Hardening.Analysis.Semantics;

/// <summary>Chains that lead back to where they came from; the kernel loads none such.</summary>
public sealed class ChainLoopException(string table, IReadOnlyList<string> circle)
    : AnalysisFailedException(
        $"{table}: chains go round in a circle: {Text(circle)}; no packet could come to its end there, and the kernel refuses such rules: take one of those jumps out"
    )
{
    private const int MostNamed = 10;

    /// <summary>The chains in their order, the first once more at the end.</summary>
    public IReadOnlyList<string> Circle { get; } = circle;

    private static string Text(IReadOnlyList<string> circle) =>
        circle.Count <= MostNamed
            ? string.Join(" -> ", circle)
            : string.Join(" -> ", circle.Take(MostNamed))
                + FormattableString.Invariant(
                    $" -> … ({circle.Count - MostNamed - 1} more) -> {circle[^1]}"
                );
}
