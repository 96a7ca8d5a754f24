using System.Collections.Frozen;
using Hardening.Addresses;
using Hardening.Analysis.Semantics;
using Hardening.Rulesets;
using Hardening.Rulesets.Iptables;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>The tables of iptables as chains that the kernel asks (linux/netfilter_ipv4.h names their priorities).</summary>
public static class IptablesFilter
{
    private static readonly FrozenDictionary<
        string,
        (ChainKind Kind, HookPoint Hook, int Priority)[]
    > BuiltIn = new Dictionary<string, (ChainKind, HookPoint, int)[]>
    {
        ["raw"] = At(-300, HookPoint.Prerouting, HookPoint.Output),
        ["mangle"] =
        [
            .. At(-150, HookPoint.Prerouting, HookPoint.Input, HookPoint.Forward),
            (ChainKind.Route, HookPoint.Output, -150),
            .. At(-150, HookPoint.Postrouting),
        ],
        ["nat"] =
        [
            (ChainKind.Nat, HookPoint.Prerouting, -100),
            (ChainKind.Nat, HookPoint.Input, 100),
            (ChainKind.Nat, HookPoint.Output, -100),
            (ChainKind.Nat, HookPoint.Postrouting, 100),
        ],
        ["filter"] = At(0, HookPoint.Input, HookPoint.Forward, HookPoint.Output),
        ["security"] = At(50, HookPoint.Input, HookPoint.Forward, HookPoint.Output),
    }.ToFrozenDictionary();

    /// <summary>The tables of a family.</summary>
    /// <param name="family">Whose packets.</param>
    /// <param name="tables">Tables of any family.</param>
    /// <exception cref="InputException">A chain could not be followed, or a rule leads to no chain.</exception>
    public static EquatableArray<ChainTable> Tables(
        IpFamily family,
        IEnumerable<BookedTable> tables
    ) => Tables(family, tables, []);

    /// <param name="family">Whose packets.</param>
    /// <param name="tables">Tables of any family.</param>
    /// <param name="sets">The sets that rules ask and whose members are known.</param>
    internal static EquatableArray<ChainTable> Tables(
        IpFamily family,
        IEnumerable<BookedTable> tables,
        IEnumerable<SetMembers> sets
    )
    {
        var all = tables.ToList();
        var named = new NamedSets(sets, all);
        return all.Where(table => table.Family == family)
            .Select(table => Table(family, table, named))
            .ToEquatableArray();
    }

    private static ChainTable Table(IpFamily family, BookedTable table, NamedSets sets)
    {
        var builtIn = BuiltIn.GetValueOrDefault(table.Name, []);
        var scope = new TableScope(family, table, sets);
        if (table.Chains.FirstOrDefault(chain => chain.IsLost) is { } lost)
        {
            throw new InputException(
                new InputError(
                    table.Name,
                    1,
                    1,
                    $"the rules of the chain {lost.Name} can't be followed: a command deletes or replaces one that no text before it has put there; read what iptables-save prints instead"
                )
            );
        }
        return new ChainTable(
            $"{(family == IpFamily.IPv4 ? "ip" : "ip6")} {table.Name}",
            table
                .Chains.Select(chain => new Chain(
                    chain.Name,
                    chain
                        .Rules.Select(rule => RuleTranslation.Of(scope, chain.Name, rule))
                        .ToEquatableArray()
                ))
                .ToEquatableArray(),
            (
                from chain in table.Chains
                from point in builtIn
                where Name(point.Hook) == chain.Name
                select new BaseChain(
                    chain.Name,
                    point.Kind,
                    point.Hook,
                    point.Priority,
                    chain.PolicyWord == "DROP" ? new Verdict.Drop() : new Verdict.Accept(),
                    chain.PolicyPlace ?? new RulePlace(table.Name, 0, $":{chain.Name} ACCEPT")
                )
            ).ToEquatableArray()
        );
    }

    private static (ChainKind, HookPoint, int)[] At(
        int priority,
        params IEnumerable<HookPoint> hooks
    ) => [.. hooks.Select(hook => (ChainKind.Filter, hook, priority))];

    private static string Name(HookPoint hook) =>
        hook switch
        {
            HookPoint.Prerouting => "PREROUTING",
            HookPoint.Input => "INPUT",
            HookPoint.Forward => "FORWARD",
            HookPoint.Output => "OUTPUT",
            _ => "POSTROUTING",
        };
}
