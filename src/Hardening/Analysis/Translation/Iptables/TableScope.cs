using System.Collections.Frozen;
using Hardening.Addresses;
using Hardening.Rulesets.Iptables;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>What the rules of a table can refer to.</summary>
internal sealed class TableScope
{
    private readonly BookedTable table;
    private readonly Lazy<ILookup<string, string>> callers;

    internal TableScope(IpFamily family, BookedTable table, NamedSets sets)
    {
        (Family, this.table, Sets) = (family, table, sets);
        Chains = table.Chains.Select(chain => chain.Name).ToFrozenSet(StringComparer.Ordinal);
        callers = new(() =>
            (
                from chain in table.Chains
                from rule in chain.Rules
                from option in rule.Options
                where option.Name is "-j" or "-g"
                where Chains.Contains(option.Argument)
                select (Below: option.Argument, chain.Name)
            ).ToLookup(one => one.Below, one => one.Name, StringComparer.Ordinal)
        );
    }

    internal IpFamily Family { get; }

    /// <summary>Its name, such as <c>raw</c>.</summary>
    internal string Name => table.Name;

    /// <summary>The names of its chains.</summary>
    internal IReadOnlySet<string> Chains { get; }

    internal NamedSets Sets { get; }

    /// <summary>The built-in chains from which packets come to a chain.</summary>
    internal IReadOnlySet<string> BuiltInAbove(string chain)
    {
        var (found, seen) = (new HashSet<string>(), new HashSet<string>());
        var open = new Stack<string>([chain]);
        while (open.TryPop(out var name))
        {
            if (!seen.Add(name))
            {
                continue;
            }
            if (ChainName.IsBuiltIn(name))
            {
                found.Add(name);
            }
            foreach (var caller in callers.Value[name])
            {
                open.Push(caller);
            }
        }
        return found;
    }
}
