namespace HardeningLab.Matrices;

/// <summary>How far a proof has come.</summary>
/// <param name="Stage">What is going on: <c>baseline</c> or <c>rules</c>.</param>
/// <param name="Done">Probes that have their verdict.</param>
/// <param name="Total">All probes of the stage.</param>
public readonly record struct ProofProgress(string Stage, int Done, int Total);
