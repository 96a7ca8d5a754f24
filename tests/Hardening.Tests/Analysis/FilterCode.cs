using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Walks;

namespace Hardening.Tests.Analysis;

/// <summary>A filter and a packet as the C# of a test, ready to be put into a file.</summary>
internal static class FilterCode
{
    internal static string Test(PacketFilter filter, Packet packet) =>
        $$"""
            [Fact]
            public void Sets_and_packets_agree_here()
            {
                var filter = new PacketFilter(IpFamily.IPv4, [{{Each(filter.Tables, Of)}}]);
                var packet = new Packet(IpFamily.IPv4)
                {
                    Fields = new Dictionary<PacketField, UInt128> { {{Pairs(
                packet.Fields,
                field => $"PacketField.{field}",
                value => $"{value}"
            )}} }.ToImmutableDictionary(),
                    Names = new Dictionary<PacketField, string> { {{Pairs(
                packet.Names,
                field => $"PacketField.{field}",
                Quoted
            )}} }.ToImmutableDictionary(),
                    Answers = new Dictionary<string, bool> { {{Pairs(
                packet.Answers,
                Quoted,
                answer => answer ? "true" : "false"
            )}} }.ToImmutableDictionary(),
                    Becomes = new Dictionary<string, UInt128> { {{Pairs(
                packet.Becomes,
                Quoted,
                value => $"{value}"
            )}} }.ToImmutableDictionary(),
                };

                new FilterTrial(filter).Agrees(packet).Should().BeTrue();
            }
            """;

    private static string Of(ChainTable table) =>
        $"new ChainTable({Quoted(table.Name)}, [{Each(table.Chains, Of)}], [{Each(table.BaseChains, Of)}])";

    private static string Of(Chain chain) =>
        $"new Chain({Quoted(chain.Name)}, [{Each(chain.Rules, Of)}])";

    private static string Of(BaseChain chain) =>
        $"new BaseChain({Quoted(chain.Chain)}, ChainKind.{chain.Kind}, HookPoint.{chain.Point}, {chain.Priority}, {Of(chain.Default)}, new RulePlace(\"test\", 0, \"policy\"))";

    private static string Of(Rule rule) =>
        $"new Rule([{Each(rule.Steps, Of)}], new RulePlace(\"test\", {rule.Place.Line}, \"rule\"))";

    private static string Of(Step step) =>
        step switch
        {
            Step.When(var condition) => $"new Step.When({Of(condition)})",
            Step.Change change => Of(change)
                + (change.Where == Condition.Always ? "" : $" {{ Where = {Of(change.Where)} }}"),
            Step.Decide(var verdict) => $"new Step.Decide({Of(verdict)})",
            Step.Choose(var cases) =>
                $"new Step.Choose([{Each(cases, one => $"new Step.Case({Of(one.Condition)}, {Of(one.Verdict)})")}])",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static string Of(Step.Change change) =>
        change switch
        {
            Step.Assign(var field, var mask, var value) =>
                $"new Step.Assign(PacketField.{field}, {mask}, {value})",
            Step.Mix(var field, var to) =>
                $"new Step.Mix(PacketField.{field}, new FieldCombination({to.Keep}, PacketField.{to.From}, {to.Take}, {to.Flip}))",
            Step.Increase(var field, var by, var highest) =>
                $"new Step.Increase(PacketField.{field}, {by}, {highest})",
            Step.Forget(var field, var values) =>
                $"new Step.Forget(PacketField.{field}, [{Each(values, Of)}])",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static string Of(Verdict verdict) =>
        verdict switch
        {
            Verdict.Jump(var chain) => $"new Verdict.Jump({Quoted(chain)})",
            Verdict.Goto(var chain) => $"new Verdict.Goto({Quoted(chain)})",
            Verdict.Reject(var with) => $"new Verdict.Reject({Quoted(with)})",
            Verdict.HandedOn(var isLetThrough) => $"new Verdict.HandedOn({Of(isLetThrough)})",
            _ => $"new Verdict.{verdict.GetType().Name}()",
        };

    private static string Of(Condition condition) =>
        condition switch
        {
            Condition.Among(var field, var values) =>
                $"new Condition.Among(PacketField.{field}, [{Each(values, Of)}])",
            Condition.BitsAre(var field, var mask, var value) =>
                $"new Condition.BitsAre(PacketField.{field}, {mask}, {value})",
            Condition.Named(var field, var name, var isPrefix) =>
                $"new Condition.Named(PacketField.{field}, {Quoted(name)}, {(isPrefix ? "true" : "false")})",
            Condition.Unmodelled unknown => $"new Condition.Unmodelled({Quoted(unknown.Name)})",
            Condition.Not(var negand) => $"new Condition.Not({Of(negand)})",
            Condition.AllOf(var all) => $"new Condition.AllOf([{Each(all, Of)}])",
            Condition.AnyOf(var any) => $"new Condition.AnyOf([{Each(any, Of)}])",
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    private static string Of(ValueRange range) => $"new ValueRange({range.First}, {range.Last})";

    private static string Each<T>(IEnumerable<T> all, Func<T, string> of) =>
        string.Join(", ", all.Select(of));

    private static string Pairs<TKey, TValue>(
        IEnumerable<KeyValuePair<TKey, TValue>> pairs,
        Func<TKey, string> key,
        Func<TValue, string> value
    ) => string.Join(", ", pairs.Select(pair => $"[{key(pair.Key)}] = {value(pair.Value)}"));

    private static string Quoted(string text) => $"\"{text}\"";
}
