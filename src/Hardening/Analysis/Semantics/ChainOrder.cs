namespace Hardening.Analysis.Semantics;

/// <summary>The chains of a table, each behind all those that it can go to.</summary>
internal static class ChainOrder
{
    /// <exception cref="ChainLoopException">There is no such order.</exception>
    /// <exception cref="MissingChainException">A rule leads to no chain.</exception>
    internal static IReadOnlyList<Chain> Of(ChainTable table)
    {
        var ordered = new List<Chain>();
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var chain in table.Chains)
        {
            Visit(table, chain, done, ordered);
        }
        return ordered;
    }

    // With a stack of our own: chains may be nested deeper than calls.
    private static void Visit(
        ChainTable table,
        Chain start,
        HashSet<string> done,
        List<Chain> ordered
    )
    {
        var way = new Stack<(Chain Chain, Queue<string> Below)>();
        var entered = new HashSet<string>(StringComparer.Ordinal);
        Enter(start);
        while (way.TryPeek(out var top))
        {
            if (!top.Below.TryDequeue(out var name))
            {
                way.Pop();
                entered.Remove(top.Chain.Name);
                if (done.Add(top.Chain.Name))
                {
                    ordered.Add(top.Chain);
                }
            }
            else if (entered.Contains(name))
            {
                throw new ChainLoopException(table.Name, Circle(way, name));
            }
            else
            {
                Enter(
                    table.Find(name)
                        ?? throw new MissingChainException(table.Name, top.Chain.Name, name)
                );
            }
        }

        void Enter(Chain chain)
        {
            if (!done.Contains(chain.Name))
            {
                entered.Add(chain.Name);
                way.Push((chain, new Queue<string>(Below(chain))));
            }
        }
    }

    private static List<string> Circle(Stack<(Chain Chain, Queue<string>)> way, string name) =>
        [
            name,
            .. way.Select(one => one.Chain.Name).TakeWhile(other => other != name).Reverse(),
            name,
        ];

    /// <summary>The chains that a chain can go to.</summary>
    internal static IEnumerable<string> Below(Chain chain) => chain.Rules.SelectMany(Below);

    /// <summary>The chains that a rule can go to.</summary>
    internal static IEnumerable<string> Below(Rule rule) =>
        rule
            .Steps.SelectMany(step =>
                step switch
                {
                    Step.Decide(var verdict) => [verdict],
                    Step.Choose(var cases) => cases.Select(one => one.Verdict),
                    _ => Enumerable.Empty<Verdict>(),
                }
            )
            .Select(verdict =>
                verdict switch
                {
                    Verdict.Jump(var name) => name,
                    Verdict.Goto(var name) => name,
                    _ => null,
                }
            )
            .OfType<string>();
}
