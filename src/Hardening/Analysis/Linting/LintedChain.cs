using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Linting;

/// <summary>The rules of a chain, each beside those before it.</summary>
/// <param name="Filter">Whose it is.</param>
/// <param name="Table">Its table.</param>
/// <param name="Chain">The chain.</param>
/// <param name="Base">How the kernel asks it, if it does itself and in one way.</param>
/// <param name="Hooks">Where packets come to it from, by whatever jumps; none where nothing leads to it.</param>
/// <param name="ChangesPackets">Whether it changes packets on their way, or a chain that it goes to does.</param>
/// <param name="Rules">Its rules.</param>
/// <param name="Entry">Who comes to it, where only other chains lead to it and that can be told.</param>
internal sealed record LintedChain(
    LintedFilter Filter,
    ChainTable Table,
    Chain Chain,
    BaseChain? Base,
    IReadOnlySet<HookPoint> Hooks,
    bool ChangesPackets,
    IReadOnlyList<RuleCoverage> Rules,
    ChainEntry? Entry
)
{
    /// <summary>Whether packets for this host may come to it; a chain that nothing leads to may be for them too.</summary>
    internal bool MayBeInput => Hooks.Count == 0 || Hooks.Contains(HookPoint.Input);

    /// <summary>What becomes of a packet that no rule decides.</summary>
    internal Verdict AtEnd => EndOf(Base);

    internal static Verdict EndOf(BaseChain? chain) => chain?.Default ?? new Verdict.Return();
}
