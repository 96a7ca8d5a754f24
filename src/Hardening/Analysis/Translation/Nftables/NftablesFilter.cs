using System.Diagnostics;
using Hardening.Addresses;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Rulesets;
using Hardening.Rulesets.Nftables;
using Chain = Hardening.Analysis.Semantics.Chain;
using Rule = Hardening.Analysis.Semantics.Rule;
using Verdict = Hardening.Analysis.Semantics.Verdict;

namespace Hardening.Analysis.Translation.Nftables;

/// <summary>Rules of nftables, as far as they are read, as chains that the kernel asks.</summary>
public static class NftablesFilter
{
    private const uint Tcp = 6;
    private const uint Udp = 17;

    /// <summary>The tables as the packets of a family meet them.</summary>
    /// <param name="family">Whose packets.</param>
    /// <param name="file">The name of the text.</param>
    /// <param name="ruleset">What it says.</param>
    public static EquatableArray<ChainTable> Tables(IpFamily family, string file, Ruleset ruleset)
    {
        ArgumentNullException.ThrowIfNull(ruleset);
        var added = ruleset.Statements.OfType<Statement.AddElements>().ToList();
        return ruleset
            .Statements.OfType<Statement.ReplaceTable>()
            .Select(statement => Table(family, file, statement.Table, added))
            .ToEquatableArray();
    }

    private static ChainTable Table(
        IpFamily family,
        string file,
        Table table,
        IReadOnlyList<Statement.AddElements> added
    )
    {
        RulePlace Place(string text) => new(file, 0, text);
        Condition Translate(Rulesets.Nftables.Match match) => Of(family, table, added, match);
        return new ChainTable(
            $"inet {table.Name}",
            table
                .Chains.Select(chain => new Chain(
                    chain.Name,
                    chain
                        .Rules.Select(rule => new Rule(
                            [
                                .. rule.Matches.Select(match => new Step.When(Translate(match))),
                                new Step.Decide(Of(rule.Verdict)),
                            ],
                            Place($"{chain.Name}: {rule.Verdict.GetType().Name.ToLowerInvariant()}")
                        ))
                        .ToEquatableArray()
                ))
                .ToEquatableArray(),
            (
                from chain in table.Chains
                where chain.Hook is not null
                let hook = chain.Hook.GetValueOrDefault()
                select new BaseChain(
                    chain.Name,
                    ChainKind.Filter,
                    hook.Name == "input" ? HookPoint.Input : HookPoint.Forward,
                    hook.Priority,
                    new Verdict.Accept(),
                    Place($"{chain.Name}: policy accept")
                )
            ).ToEquatableArray()
        );
    }

    private static Condition Of(
        IpFamily family,
        Table table,
        IReadOnlyList<Statement.AddElements> added,
        Rulesets.Nftables.Match match
    ) =>
        match switch
        {
            Rulesets.Nftables.Match.InInterface(var name) => new Condition.Named(
                PacketField.InInterface,
                name
            ),
            Rulesets.Nftables.Match.DestinationPort(var transport, var port) =>
                new Condition.AllOf([
                    Is(PacketField.L4Protocol, transport == "tcp" ? Tcp : Udp),
                    Is(PacketField.DestinationPort, (uint)port),
                ]),
            Rulesets.Nftables.Match.PublishedPort(var transport, var port) =>
                new Condition.Unmodelled($"published {transport} {port}"),
            Rulesets.Nftables.Match.TransportProtocol(var name) => Is(
                PacketField.L4Protocol,
                name == "tcp" ? Tcp : Udp
            ),
            Rulesets.Nftables.Match.SourceIn(var of, var set) => of == family
                ? new Condition.Among(
                    PacketField.SourceAddress,
                    ValueRanges.Merge(Elements(table, added, set))
                )
                : Condition.Never,
            _ => throw new UnreachableException(),
        };

    private static IEnumerable<ValueRange> Elements(
        Table table,
        IReadOnlyList<Statement.AddElements> added,
        string set
    ) =>
        table
            .Sets.Where(one => one.Name == set)
            .SelectMany(one => one.Elements)
            .Concat(
                added
                    .Where(one => one.Table == table.Name && one.Set == set)
                    .SelectMany(one => one.Elements)
            )
            .Select(range => new ValueRange(range.First.Bits, range.Last.Bits));

    private static Verdict Of(Rulesets.Nftables.Verdict verdict) =>
        verdict switch
        {
            Rulesets.Nftables.Verdict.Drop => new Verdict.Drop(),
            Rulesets.Nftables.Verdict.Return => new Verdict.Return(),
            Rulesets.Nftables.Verdict.Goto(var chain) => new Verdict.Goto(chain),
            Rulesets.Nftables.Verdict.RejectWithTcpReset => new Verdict.Reject("tcp-reset"),
            Rulesets.Nftables.Verdict.RejectWithPortUnreachable => new Verdict.Reject(
                "port-unreachable"
            ),
            _ => throw new UnreachableException(),
        };

    private static Condition Is(PacketField field, uint value) =>
        new Condition.Among(field, [new ValueRange(value, value)]);
}
