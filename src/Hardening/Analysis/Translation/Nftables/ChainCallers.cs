using Hardening.Rulesets.Nftables.Loading;
using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Analysis.Translation.Nftables;

/// <summary>From which hooks the chains of a table are asked, directly or by jumps.</summary>
internal sealed class ChainCallers
{
    private const int Conntrack = -200;

    private readonly Dictionary<string, HashSet<LoadedChain>> callers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<ConnectionView>> views = new(
        StringComparer.Ordinal
    );

    internal ChainCallers(LoadedTable table)
    {
        Names = [.. table.Chains.Select(chain => chain.Name)];
        var below = table
            .Chains.GroupBy(chain => chain.Name, StringComparer.Ordinal)
            .ToDictionary(
                chains => chains.Key,
                chains => chains.SelectMany(chain => Below(table, chain)).ToHashSet(),
                StringComparer.Ordinal
            );
        foreach (var start in table.Chains.Where(chain => chain.Hook is not null))
        {
            var open = new Stack<string>([start.Name]);
            while (open.TryPop(out var name))
            {
                if (!callers.TryGetValue(name, out var known))
                {
                    callers[name] = known = [];
                }
                if (!known.Add(start) || !below.TryGetValue(name, out var next))
                {
                    continue;
                }
                foreach (var one in next)
                {
                    open.Push(one);
                }
            }
        }
        foreach (var name in Names)
        {
            var seen = callers.GetValueOrDefault(name, []).Select(View).Distinct().ToList();
            views[name] = seen.Count == 0 ? [ConnectionView.Behind] : seen;
        }
    }

    /// <summary>The names of the table's chains.</summary>
    internal IReadOnlyList<string> Names { get; }

    /// <summary>Whether there is a chain of that name.</summary>
    internal bool Has(string chain) => views.ContainsKey(chain);

    /// <summary>What a chain sees of connections; two where it is asked both before conntrack and behind it.</summary>
    internal IReadOnlyList<ConnectionView> Views(string chain) => views[chain];

    /// <summary>A chain's name for callers that see so much: what is asked in two ways is two chains.</summary>
    internal string NameFor(string chain, ConnectionView view) =>
        view.IsBefore && views[chain].Count > 1 ? $"{chain} before conntrack" : chain;

    /// <summary>The names of the hooks that a chain is asked from.</summary>
    internal IReadOnlySet<string> Hooks(string chain) =>
        callers
            .GetValueOrDefault(chain, [])
            .Select(above => above.Hook?.Name)
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);

    private static ConnectionView View(LoadedChain start) =>
        start.Hook switch
        {
            { Name: "ingress" } => ConnectionView.Before,
            { Name: "prerouting" or "output" } hook
                when PriorityName.Value(hook.Priority, "ip") < Conntrack => ConnectionView.Before,
            _ => ConnectionView.Behind,
        };

    private static IEnumerable<string> Below(LoadedTable table, LoadedChain chain)
    {
        var open = new Stack<Rulesets.Nftables.Syntax.Rule>(chain.Rules.Select(rule => rule.Rule));
        while (open.TryPop(out var rule))
        {
            foreach (var verdict in rule.Statements.SelectMany(one => Verdicts(table, one)))
            {
                if (verdict.Chain is { } name)
                {
                    yield return name;
                }
                foreach (var inner in verdict.Block ?? [])
                {
                    open.Push(inner);
                }
            }
        }
    }

    private static IEnumerable<Rulesets.Nftables.Syntax.Verdict> Verdicts(
        LoadedTable table,
        Statement statement
    ) =>
        statement switch
        {
            Statement.Decide(var verdict) => [verdict],
            Statement.VerdictMap(_, Expression.SetReference(var name, _)) => Verdicts(
                table.FindSet(name)?.Elements ?? []
            ),
            Statement.VerdictMap(_, Expression.SetLiteral(var elements, _)) => Verdicts(elements),
            _ => [],
        };

    private static IEnumerable<Rulesets.Nftables.Syntax.Verdict> Verdicts(
        IEnumerable<Expression> elements
    ) =>
        elements
            .OfType<Expression.Mapping>()
            .Select(mapping => mapping.Data)
            .OfType<Expression.VerdictValue>()
            .Select(data => data.Verdict);
}
