namespace Hardening.Analysis.PacketSets;

/// <summary>A set of packets is too odd to be worked with.</summary>
public sealed class PacketSetTooLargeException(string message) : AnalysisFailedException(message);
