using Hardening.Addresses;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Rulesets;
using Hardening.Rulesets.Nftables.Evaluation;
using Hardening.Rulesets.Nftables.Loading;
using Hardening.Rulesets.Nftables.Syntax;
using Chain = Hardening.Analysis.Semantics.Chain;
using Rule = Hardening.Analysis.Semantics.Rule;
using Verdict = Hardening.Analysis.Semantics.Verdict;

namespace Hardening.Analysis.Translation.Nftables;

/// <summary>One table as the packets of a family meet it.</summary>
/// <param name="family">Whose packets.</param>
/// <param name="table">The table.</param>
/// <param name="allowsMissingSets">Whether rules may ask sets that are not there.</param>
internal sealed class TableTranslation(IpFamily family, LoadedTable table, bool allowsMissingSets)
{
    /// <summary>NFT_JUMP_STACK_SIZE of net/netfilter/nf_tables_api.c.</summary>
    private const int MaxNested = 16;

    private readonly List<Chain> chains = [];
    private TableScope scope = new(string.Empty, table.Id.Family);

    internal ChainTable Translate()
    {
        var file = table.Chains.Find(chain => chain.Rules.Count > 0)?.Rules[0].File ?? string.Empty;
        scope = new TableScope(file, table.Id.Family) { AllowsMissingSets = allowsMissingSets };
        foreach (var set in table.Sets)
        {
            scope.Declare(set.Declaration);
        }
        foreach (var one in table.Objects)
        {
            scope.Declare(one);
        }
        var callers = new ChainCallers(table);
        var sets = new SetConditions(table, scope);
        foreach (var chain in table.Chains)
        {
            foreach (var view in callers.Views(chain.Name))
            {
                Add(chain, view, callers, sets);
            }
        }
        var result = new ChainTable(
            table.Id.ToString(),
            chains.ToEquatableArray(),
            table.Chains.Select(BaseChain).OfType<BaseChain>().ToEquatableArray()
        );
        RefuseLoops(result);
        return result;
    }

    private void Add(
        LoadedChain chain,
        ConnectionView view,
        ChainCallers callers,
        SetConditions sets
    )
    {
        var rules = new List<Rule>();
        if (
            chain is { Hook: { Devices.Count: > 0 } hook }
            && (chain.Rules.Count > 0 || chain.DropsByDefault)
        )
        {
            rules.Add(ForDevices(hook, chain.HookPlace));
        }
        var translation = new RuleTranslation(
            family,
            table,
            scope,
            chain.Hook?.Name,
            view,
            callers.Hooks(chain.Name),
            callers,
            sets,
            chains
        );
        rules.AddRange(chain.Rules.Select(translation.Of));
        chains.Add(new Chain(callers.NameFor(chain.Name, view), rules.ToEquatableArray()));
    }

    /// <summary>Packets of other devices go past the chain.</summary>
    private static Rule ForDevices(Hook hook, RulePlace? place) =>
        new(
            [
                new Step.When(
                    new Condition.AnyOf(
                        hook.Devices.Select(device =>
                                MatchTranslation.Interface(
                                    hook.Name == "egress"
                                        ? PacketField.OutInterface
                                        : PacketField.InInterface,
                                    ((Expression.Symbol)device).Text
                                )
                            )
                            .ToEquatableArray()
                    ).Opposite()
                ),
                new Step.Decide(new Verdict.Accept()),
            ],
            place ?? new RulePlace(string.Empty, 1, hook.Name)
        );

    private BaseChain? BaseChain(LoadedChain chain)
    {
        if (chain.Hook is not { } hook || Point(hook.Name) is not { } point)
        {
            return null;
        }
        return new BaseChain(
            chain.Name,
            hook.Type switch
            {
                "nat" => ChainKind.Nat,
                "route" => ChainKind.Route,
                _ => ChainKind.Filter,
            },
            point,
            PriorityName.Value(hook.Priority, table.Id.Family),
            chain.DropsByDefault ? new Verdict.Drop() : new Verdict.Accept(),
            chain.PolicyPlace
                ?? chain.HookPlace
                ?? new RulePlace(string.Empty, 1, $"chain {chain.Name}")
        );
    }

    private static HookPoint? Point(string hook) =>
        hook switch
        {
            "ingress" => HookPoint.Ingress,
            "prerouting" => HookPoint.Prerouting,
            "input" => HookPoint.Input,
            "forward" => HookPoint.Forward,
            "output" => HookPoint.Output,
            "postrouting" => HookPoint.Postrouting,
            "egress" => HookPoint.Egress,
            _ => null,
        };

    /// <summary>What the kernel refuses to load: chains that lead back to where they came from, or are nested too deeply.</summary>
    private static void RefuseLoops(ChainTable result)
    {
        IReadOnlyList<Chain> ordered;
        try
        {
            ordered = ChainOrder.Of(result);
        }
        catch (ChainLoopException loop)
        {
            throw Refused(result, loop.Circle[0], loop.Circle[1], loop.Message);
        }
        RefuseDepth(result, ordered);
    }

    private static void RefuseDepth(ChainTable result, IReadOnlyList<Chain> ordered)
    {
        var deepest = new Dictionary<string, (int Depth, string? Next)>(StringComparer.Ordinal);
        foreach (var chain in ordered)
        {
            var below = ChainOrder
                .Below(chain)
                .Select(name => (deepest[name].Depth + 1, (string?)name))
                .DefaultIfEmpty((1, null))
                .MaxBy(one => one.Item1);
            deepest[chain.Name] = below;
        }
        foreach (
            var start in result.BaseChains.Where(chain => deepest[chain.Chain].Depth > MaxNested)
        )
        {
            var name = start.Chain;
            for (var nested = 1; nested < MaxNested; nested++)
            {
                name = deepest[name].Next ?? name;
            }
            var next = deepest[name].Next ?? name;
            throw Refused(
                result,
                name,
                next,
                $"found a chain nested {deepest[start.Chain].Depth} deep below {start.Chain}, that one counted, expected at most {MaxNested}: the kernel refuses more (\"Too many links\")"
            );
        }
    }

    private static InputException Refused(ChainTable result, string from, string to, string message)
    {
        var place = result
            .Find(from)
            ?.Rules.FirstOrDefault(rule =>
                ChainOrder.Below(new Chain(string.Empty, [rule])).Contains(to)
            )
            ?.Place;
        return new InputException(
            new InputError(place?.File ?? result.Name, place?.Line ?? 1, 1, message)
        );
    }
}
