namespace Hardening.Analysis.Semantics;

/// <summary>What ends a packet's way through a chain.</summary>
public abstract record Verdict
{
    private Verdict() { }

    /// <summary>On to the next base chain; at the end of all, through.</summary>
    public sealed record Accept : Verdict;

    /// <summary>Nothing more is heard of it.</summary>
    public sealed record Drop : Verdict;

    /// <summary>Dropped, and its sender is told.</summary>
    /// <param name="With">How, in the words of the tool, such as <c>tcp-reset</c>.</param>
    public sealed record Reject(string With) : Verdict;

    /// <summary>To another chain, and back behind this rule when that ends or returns.</summary>
    public sealed record Jump(string Chain) : Verdict;

    /// <summary>To another chain, whose end is the end of this one.</summary>
    public sealed record Goto(string Chain) : Verdict;

    /// <summary>Back to the chain that jumped here; in a base chain, to its policy.</summary>
    public sealed record Return : Verdict;

    /// <summary>Handed to somebody of whom the rules say nothing: a queue, or a target that is not modelled.</summary>
    /// <param name="IsLetThrough">Whether it comes through there.</param>
    public sealed record HandedOn(Condition.Unmodelled IsLetThrough) : Verdict;
}
