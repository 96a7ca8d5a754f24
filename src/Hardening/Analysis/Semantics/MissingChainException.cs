namespace Hardening.Analysis.Semantics;

/// <summary>A rule leads to a chain that its table does not have; the kernel loads none such.</summary>
public sealed class MissingChainException(string table, string from, string chain)
    : AnalysisFailedException(
        $"{table}: the chain {from} leads to {chain}, and there is no such chain in the table; the kernel refuses such rules: make the chain, or take the jump out"
    )
{
    /// <summary>The name that no chain has.</summary>
    public string Chain { get; } = chain;
}
