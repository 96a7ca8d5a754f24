namespace Integration.Lab;

/// <summary>Tests that measure whole runs: one at a time, and none beside others.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;
