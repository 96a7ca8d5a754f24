using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Flows;

/// <summary>The fates of a table's chains, each worked out once, before those of the chains that go to it.</summary>
internal sealed class TableFates
{
    private readonly Dictionary<string, ChainFates> known = new(StringComparer.Ordinal);
    private readonly HashSet<string> changing = new(StringComparer.Ordinal);

    /// <summary>Null where the chain changes packets, or one that it goes to does: then it must be followed anew for whatever is wanted behind it.</summary>
    internal ChainFates? Find(string chain) => known.GetValueOrDefault(chain);

    internal void Add(Chain chain, Func<ChainFates> workOut)
    {
        if (
            chain.Rules.Any(rule => rule.Steps.Any(step => step is Step.Change))
            || ChainOrder.Below(chain).Any(changing.Contains)
        )
        {
            changing.Add(chain.Name);
        }
        else
        {
            known[chain.Name] = workOut();
        }
    }
}
