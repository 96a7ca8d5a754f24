namespace Hardening.Rulesets.Nftables.Syntax;

/// <summary>What a set says of itself besides its type.</summary>
/// <param name="Size">How many elements it may have.</param>
/// <param name="SizeNote">What a remark behind <c>#</c> says of the size, such as <c>count 1</c>.</param>
/// <param name="Timeout">For how long elements stay, in milliseconds.</param>
/// <param name="GcInterval">How often it is looked for old ones, in milliseconds.</param>
/// <param name="Policy"><c>performance</c>, <c>memory</c> or null.</param>
/// <param name="AutoMerge">Whether overlapping intervals are joined.</param>
/// <param name="Statements">What every element gets, such as a counter.</param>
internal sealed record SetProperties(
    ulong? Size,
    string? SizeNote,
    ulong? Timeout,
    ulong? GcInterval,
    string? Policy,
    bool AutoMerge,
    EquatableArray<Statement> Statements
)
{
    /// <summary>A set that says nothing.</summary>
    public static SetProperties None { get; } = new(null, null, null, null, null, false, []);
}
