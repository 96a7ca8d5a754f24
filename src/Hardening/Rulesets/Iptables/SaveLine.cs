using System.Runtime.InteropServices;

namespace Hardening.Rulesets.Iptables;

/// <summary>One line as the reader found it: where it lies in the text and which words it has.</summary>
/// <param name="Start">Index of its first character in the text.</param>
/// <param name="FirstWord">Index of its first word among all words of the text.</param>
/// <param name="Length">In characters, without the newline.</param>
/// <param name="WordCount">How many words it has; none where it is a comment, blank or refused.</param>
/// <param name="Kind">What it is.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SaveLine(
    int Start,
    int FirstWord,
    int Length,
    ushort WordCount,
    SaveLineKind Kind
);
