using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;

namespace Hardening.Tests.Analysis.Solver;

/// <summary>Conditions and filters as formulas in the language of SMT-LIB, followed from the first rule to the last: nothing of the sets' own code takes part.</summary>
/// <param name="names">The names that are told apart.</param>
/// <param name="widthOf">How many bits a field has.</param>
internal sealed class SolvedFilter(NameAtoms names, Func<PacketField, int> widthOf)
{
    private readonly StringBuilder script = new();
    private readonly Dictionary<string, string> unknowns = [];
    private readonly HashSet<PacketField> fields = [];
    private int definitions;

    /// <summary>What has been declared and defined so far.</summary>
    internal string Script => script.ToString();

    internal string Field(PacketField asked)
    {
        if (fields.Add(asked))
        {
            Add($"(declare-const {asked} (_ BitVec {Math.Max(1, widthOf(asked))}))");
        }
        return $"{asked}";
    }

    internal string Unknown(string text)
    {
        if (!unknowns.TryGetValue(text, out var name))
        {
            unknowns[text] = name = $"unknown{unknowns.Count}";
            Add($"(declare-const {name} Bool)");
        }
        return name;
    }

    /// <summary>A field has a value.</summary>
    internal string Equals(PacketField asked, UInt128 value) =>
        $"(= {Field(asked)} {Number(asked, value)})";

    internal static string Number(int width, UInt128 value) =>
        $"(_ bv{(value & (UInt128.MaxValue >> (128 - width))).ToString(CultureInfo.InvariantCulture)} {width})";

    internal static string And(params IEnumerable<string> all) =>
        $"(and true {string.Join(' ', all)})";

    private static string Or(params IEnumerable<string> any) =>
        $"(or false {string.Join(' ', any)})";

    private void Add(string line) => script.Append(line).Append('\n');

    /// <summary>A name for a formula, so that none is written out twice.</summary>
    private string Named(string sort, string formula)
    {
        var name = $"part{definitions++}";
        Add($"(define-fun {name} () {sort} {formula})");
        return name;
    }

    internal string Of(Condition condition) =>
        Of(condition, ImmutableDictionary<PacketField, string>.Empty);

    /// <summary>The packets that come through the base chains, one after the other.</summary>
    internal string Through(IReadOnlyList<(ChainTable Table, BaseChain Chain)> way) =>
        Through(way, 0, ImmutableDictionary<PacketField, string>.Empty);

    private string Through(
        IReadOnlyList<(ChainTable Table, BaseChain Chain)> way,
        int at,
        ImmutableDictionary<PacketField, string> packet
    )
    {
        if (at == way.Count)
        {
            return "true";
        }
        var (table, chain) = way[at];
        Func<ImmutableDictionary<PacketField, string>, string> accepted = changed =>
            Through(way, at + 1, changed);
        return Rules(
            table,
            table.Find(chain.Chain)!,
            0,
            packet,
            accepted,
            changed => chain.Default is Verdict.Accept ? accepted(changed) : "false"
        );
    }

    private string Rules(
        ChainTable table,
        Chain chain,
        int at,
        ImmutableDictionary<PacketField, string> packet,
        Func<ImmutableDictionary<PacketField, string>, string> accepted,
        Func<ImmutableDictionary<PacketField, string>, string> ended
    ) =>
        at == chain.Rules.Count
            ? ended(packet)
            : Steps(
                table,
                chain.Rules[at],
                0,
                packet,
                accepted,
                ended,
                changed => Rules(table, chain, at + 1, changed, accepted, ended)
            );

    private string Steps(
        ChainTable table,
        Rule rule,
        int at,
        ImmutableDictionary<PacketField, string> packet,
        Func<ImmutableDictionary<PacketField, string>, string> accepted,
        Func<ImmutableDictionary<PacketField, string>, string> ended,
        Func<ImmutableDictionary<PacketField, string>, string> next
    )
    {
        if (at == rule.Steps.Count)
        {
            return next(packet);
        }
        string Behind(ImmutableDictionary<PacketField, string> changed) =>
            Steps(table, rule, at + 1, changed, accepted, ended, next);
        string Decided(Verdict verdict) =>
            verdict switch
            {
                Verdict.Accept => accepted(packet),
                Verdict.Drop or Verdict.Reject => "false",
                Verdict.Return => ended(packet),
                Verdict.Jump(var name) => Rules(
                    table,
                    table.Find(name)!,
                    0,
                    packet,
                    accepted,
                    next
                ),
                Verdict.Goto(var name) => Rules(
                    table,
                    table.Find(name)!,
                    0,
                    packet,
                    accepted,
                    ended
                ),
                Verdict.HandedOn(var isLetThrough) => And(
                    Unknown(isLetThrough.Name),
                    accepted(packet)
                ),
                _ => throw new UnreachableException(),
            };
        switch (rule.Steps[at])
        {
            case Step.When(var condition):
                return Choice(Of(condition, packet), Behind(packet), next(packet));
            case Step.Change change:
                var becomes =
                    $"(ite {Of(change.Where, packet)} {Changed(change, packet)} {Value(change.Field, packet)})";
                return Behind(
                    packet.SetItem(
                        change.Field,
                        Named($"(_ BitVec {widthOf(change.Field)})", becomes)
                    )
                );
            case Step.Decide(var verdict):
                return Decided(verdict);
            case Step.Choose(var cases):
                return cases
                    .Reverse()
                    .Aggregate(
                        Behind(packet),
                        (otherwise, one) =>
                            Choice(Of(one.Condition, packet), Decided(one.Verdict), otherwise)
                    );
            default:
                throw new UnreachableException();
        }
    }

    private string Changed(Step.Change change, ImmutableDictionary<PacketField, string> packet)
    {
        var (old, width) = (Value(change.Field, packet), widthOf(change.Field));
        switch (change)
        {
            case Step.Assign(_, var mask, var value):
                return $"(bvor (bvand {old} {Number(width, ~mask)}) {Number(width, value)})";
            case Step.Mix(_, var to):
                return $"(bvxor (bvand {old} {Number(width, to.Keep)}) (bvxor (bvand {Value(to.From, packet)} {Number(width, to.Take)}) {Number(width, to.Flip)}))";
            case Step.Increase(_, var by, _):
                var sum =
                    $"(bvadd ((_ zero_extend 8) {old}) {Number(16, (UInt128)(ushort)(short)by)})";
                return $"(ite (bvslt {sum} {Number(16, 0)}) {Number(8, 0)} (ite (bvsgt {sum} {Number(16, 255)}) {Number(8, 255)} ((_ extract 7 0) {sum})))";
            default:
                throw new UnreachableException();
        }
    }

    private string Of(Condition condition, ImmutableDictionary<PacketField, string> packet) =>
        condition switch
        {
            Condition.Among(var asked, var values) => Among(asked, values, packet),
            Condition.BitsAre(var asked, var mask, var value) =>
                $"(= (bvand {Value(asked, packet)} {Number(asked, mask)}) {Number(asked, value)})",
            Condition.Named(var asked, var name, var isPrefix) => Among(
                asked,
                names.Values(asked, name, isPrefix),
                packet
            ),
            Condition.Unmodelled unknown => Unknown(unknown.Name),
            Condition.Not(var negand) => $"(not {Of(negand, packet)})",
            Condition.AllOf(var all) => And(all.Select(one => Of(one, packet))),
            Condition.AnyOf(var any) => Or(any.Select(one => Of(one, packet))),
            _ => throw new UnreachableException(),
        };

    private string Among(
        PacketField asked,
        EquatableArray<ValueRange> values,
        ImmutableDictionary<PacketField, string> packet
    )
    {
        var value = Value(asked, packet);
        return Or(
            values.Select(range =>
                $"(and (bvuge {value} {Number(asked, range.First)}) (bvule {value} {Number(asked, range.Last)}))"
            )
        );
    }

    private string Choice(string condition, string then, string otherwise) =>
        Named("Bool", $"(ite {condition} {then} {otherwise})");

    /// <summary>One name alone needs no bit.</summary>
    private string Value(PacketField asked, ImmutableDictionary<PacketField, string> packet) =>
        widthOf(asked) == 0 ? Number(asked, 0) : packet.GetValueOrDefault(asked) ?? Field(asked);

    private string Number(PacketField asked, UInt128 value) =>
        Number(Math.Max(1, widthOf(asked)), value);
}
