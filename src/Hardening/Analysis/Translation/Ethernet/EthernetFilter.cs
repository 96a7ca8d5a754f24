using System.Collections.Frozen;
using Hardening.Addresses;
using Hardening.Analysis.Semantics;
using Hardening.Rulesets;
using Hardening.Rulesets.Iptables;
using Rule = Hardening.Analysis.Semantics.Rule;

namespace Hardening.Analysis.Translation.Ethernet;

/// <summary>Texts of ebtables-save and arptables-save as chains that the kernel asks (linux/netfilter_bridge.h, linux/netfilter_arp.h).</summary>
internal static class EthernetFilter
{
    /// <summary>NF_BR_PRI_FILTER_BRIDGED, and the priorities of nat.</summary>
    private static readonly FrozenDictionary<
        (FilterLayer, string Table, string Chain),
        (HookPoint Hook, int Priority)
    > BuiltIn = new Dictionary<(FilterLayer, string, string), (HookPoint, int)>
    {
        [(FilterLayer.Bridge, "filter", "INPUT")] = (HookPoint.Input, -200),
        [(FilterLayer.Bridge, "filter", "FORWARD")] = (HookPoint.Forward, -200),
        [(FilterLayer.Bridge, "filter", "OUTPUT")] = (HookPoint.Output, -200),
        [(FilterLayer.Bridge, "nat", "PREROUTING")] = (HookPoint.Prerouting, -300),
        [(FilterLayer.Bridge, "nat", "OUTPUT")] = (HookPoint.Output, 100),
        [(FilterLayer.Bridge, "nat", "POSTROUTING")] = (HookPoint.Postrouting, 300),
        [(FilterLayer.Arp, "filter", "INPUT")] = (HookPoint.Input, 0),
        [(FilterLayer.Arp, "filter", "OUTPUT")] = (HookPoint.Output, 0),
    }.ToFrozenDictionary();

    /// <summary>The tables of a text as frames meet them.</summary>
    /// <param name="family">Whose space: see <see cref="FrameTypes"/>.</param>
    /// <param name="layer">Whether the text is of ebtables-save or of arptables-save.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="InputException">A rule is refused, or leads to no chain.</exception>
    internal static EquatableArray<ChainTable> Tables(
        IpFamily family,
        FilterLayer layer,
        SaveText text
    ) =>
        text
            .Sections.Select(section => Table(family, layer, text.Name, section))
            .ToEquatableArray();

    private static ChainTable Table(
        IpFamily family,
        FilterLayer layer,
        string file,
        SaveSection section
    )
    {
        var names = section.Chains.Select(chain => chain.Name).ToFrozenSet(StringComparer.Ordinal);
        var chains = section.Chains.Select(chain => new Chain(
            chain.Name,
            [
                .. chain.Rules.Select(rule => Of(new EthernetRule(file, section, rule, names))),
                .. BuiltIn.ContainsKey((layer, section.Table, chain.Name))
                    ? []
                    : AtEnd(layer, file, chain),
            ]
        ));
        return new ChainTable(
            $"{(layer == FilterLayer.Arp ? "arp" : "bridge")} {section.Table}",
            chains.ToEquatableArray(),
            [
                .. from chain in section.Chains
                where BuiltIn.ContainsKey((layer, section.Table, chain.Name))
                let point = BuiltIn[(layer, section.Table, chain.Name)]
                select new BaseChain(
                    chain.Name,
                    ChainKind.Filter,
                    point.Hook,
                    point.Priority,
                    chain.Policy == "DROP" ? new Verdict.Drop() : new Verdict.Accept(),
                    Place(file, chain)
                ),
            ]
        );

        Rule Of(EthernetRule rule) =>
            layer == FilterLayer.Arp
                ? ArptablesRule.Of(rule)
                : new EbtablesRule(family, rule).Translate();
    }

    /// <summary>What a chain of one's own does with frames that no rule of it decided: with ebtables it has a policy, ACCEPT if none is said.</summary>
    private static IEnumerable<Rule> AtEnd(FilterLayer layer, string file, SaveChain chain) =>
        layer == FilterLayer.Arp || chain.Policy == "RETURN"
            ? []
            :
            [
                new Rule(
                    [
                        new Step.Decide(
                            chain.Policy == "DROP" ? new Verdict.Drop() : new Verdict.Accept()
                        ),
                    ],
                    Place(file, chain)
                ),
            ];

    private static RulePlace Place(string file, SaveChain chain) =>
        new(file, chain.Line ?? 0, $":{chain.Name} {chain.Policy ?? "ACCEPT"}");
}
