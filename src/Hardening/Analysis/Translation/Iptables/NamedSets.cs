using System.Collections.Frozen;
using Hardening.Addresses;
using Hardening.Analysis.Semantics;
using Hardening.Rulesets.Iptables;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>The sets of ipset(8) that rules ask, by their names.</summary>
internal sealed class NamedSets
{
    private readonly FrozenDictionary<string, SetMembers> sets;
    private readonly FrozenSet<string> added;
    private readonly FrozenSet<string> deleted;
    private readonly Dictionary<(IpFamily, string, string), Condition> known = [];

    /// <param name="sets">Those whose contents are known.</param>
    /// <param name="tables">The rules, some of which may add to sets and delete from them.</param>
    internal NamedSets(IEnumerable<SetMembers> sets, IEnumerable<BookedTable> tables)
    {
        this.sets = sets.ToFrozenDictionary(set => set.Name, StringComparer.Ordinal);
        var changes = this.sets.Count == 0 ? [] : Changes(tables).ToList();
        added = Named(changes, "--add-set");
        deleted = Named(changes, "--del-set");
    }

    /// <summary>
    /// The packets of which a set has a member; null where nobody knows its contents. What rules add to it, or delete from it, is
    /// unknown, and so are members whose time may have run out: the set has at least, or at most, the members that it was made with.
    /// </summary>
    /// <param name="scope">The rule that asks.</param>
    /// <param name="name">The set.</param>
    /// <param name="directions">One <c>src</c> or <c>dst</c> for each part of a member.</param>
    internal Condition? Of(RuleScope scope, string name, string directions) =>
        sets.ContainsKey(name) ? Of(scope, name, directions, 0) : null;

    private Condition Of(RuleScope scope, string name, string directions, int depth)
    {
        if (known.TryGetValue((scope.Family, name, directions), out var before))
        {
            return before;
        }
        var unknown = new Condition.Unmodelled($"--match-set {name} {directions} of set");
        if (!sets.TryGetValue(name, out var set))
        {
            return unknown;
        }
        var members =
            set.Lists.Count == 0
                ? MemberCondition.Of(scope, set, directions, unknown)
                : new Condition.AnyOf(
                    set.Lists.Select(listed => Listed(scope, listed, directions, depth))
                        .ToEquatableArray()
                );
        var condition = (IsAdded(set), IsDeleted(set)) switch
        {
            (false, false) => members,
            (true, false) => new Condition.AnyOf([members, unknown]),
            (false, true) => new Condition.AllOf([members, unknown]),
            (true, true) => unknown,
        };
        if (depth == 0)
        {
            known[(scope.Family, name, directions)] = condition;
        }
        return condition;
    }

    /// <summary>No list can list another; whoever writes so all the same is not followed for ever.</summary>
    private Condition Listed(RuleScope scope, ListedSet listed, string directions, int depth)
    {
        var members =
            depth > 0 && sets.TryGetValue(listed.Name, out var set) && set.Lists.Count > 0
                ? Condition.Never
                : Of(scope, listed.Name, directions, depth + 1);
        return listed.IsUncertain
            ? new Condition.AllOf([
                members,
                new Condition.Unmodelled($"--match-set {listed.Name} {directions} of set"),
            ])
            : members;
    }

    /// <summary>Whether rules may make packets members. Without a member that excepts others, more may be in.</summary>
    private bool IsAdded(SetMembers set) =>
        added.Contains(set.Name) || deleted.Contains(set.Name) && Excepts(set);

    private bool IsDeleted(SetMembers set) =>
        deleted.Contains(set.Name) || added.Contains(set.Name) && set.Evicts;

    private static bool Excepts(SetMembers set) => set.Members.Any(member => member.IsExcepted);

    private static IEnumerable<RuleOption> Changes(IEnumerable<BookedTable> tables) =>
        from table in tables
        from chain in table.Chains
        from rule in chain.Rules
        where rule.Words.Contains("SET")
        from option in rule.Options
        select option;

    private static FrozenSet<string> Named(IEnumerable<RuleOption> changes, string name) =>
        changes
            .Where(option => option.Name == name)
            .Select(option => option.Argument)
            .ToFrozenSet(StringComparer.Ordinal);
}
