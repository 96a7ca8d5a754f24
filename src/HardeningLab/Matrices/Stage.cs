namespace HardeningLab.Matrices;

/// <summary>One stage of a proof and what it took: <c>analysis</c>, <c>lab</c>, <c>portmap</c>, <c>baseline</c>, <c>load</c>, <c>rules</c>, <c>control</c>, <c>names</c>, <c>agreement</c>.</summary>
/// <param name="Name">The stage.</param>
/// <param name="Elapsed">How long it took.</param>
/// <param name="Probes">How many probes it sent, or of how many the analysis foretold the end; 0 or more.</param>
public sealed record Stage(string Name, TimeSpan Elapsed, int Probes);
