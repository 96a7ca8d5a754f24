namespace Hardening.Analysis.Semantics;

/// <summary>Options of TCP.</summary>
internal static class TcpOptions
{
    /// <summary>The number of the one that tells the largest segment (RFC 9293, 3.2).</summary>
    internal const uint SegmentSize = 2;

    /// <summary>It has the one of this number.</summary>
    internal static Condition Has(UInt128 kind) => new Condition.Unmodelled($"tcp option {kind}");
}
