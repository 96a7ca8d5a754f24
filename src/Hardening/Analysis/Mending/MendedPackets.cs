using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Mending;

/// <summary>What a mend is to change of the packets' fates, and nothing else may change.</summary>
/// <param name="LetThrough">Those that may come through now and did not before.</param>
/// <param name="KeptOut">Those that came through and may not any more.</param>
/// <param name="Text">The same in words, as the end of a sentence about what changes.</param>
internal sealed record MendedPackets(Condition LetThrough, Condition KeptOut, string Text)
{
    /// <summary>No packet.</summary>
    internal static MendedPackets None { get; } =
        new(
            Condition.Never,
            Condition.Never,
            "proved: every packet there could be meets the same fate as before"
        );

    /// <summary>Some come through that did not.</summary>
    internal static MendedPackets More(Condition which, string what) =>
        new(
            which,
            Condition.Never,
            $"proved: {what} come through that did not, and nothing else changes"
        );

    /// <summary>Some do not come through any more.</summary>
    internal static MendedPackets Fewer(Condition which, string what) =>
        new(
            Condition.Never,
            which,
            $"proved: {what} do not come through any more, and nothing else changes"
        );
}
