namespace Hardening.Changes;

/// <summary>What changes in one part of a host.</summary>
/// <param name="Part">Which part.</param>
/// <param name="Before">What is there, line by line, as both sides are compared; nothing if nothing of ours is.</param>
/// <param name="After">What will be.</param>
public sealed record PartChange(
    PartName Part,
    EquatableArray<string> Before,
    EquatableArray<string> After
);
