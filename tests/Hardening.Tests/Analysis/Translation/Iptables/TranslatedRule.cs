using Hardening.Addresses;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Translation;
using Hardening.Rulesets;

namespace Hardening.Tests.Analysis.Translation.Iptables;

/// <summary>A rule of iptables as the steps that it becomes.</summary>
internal static class TranslatedRule
{
    /// <summary>What stands between two rules.</summary>
    private const string Between = " | ";

    /// <summary>The rules that one line becomes in a chain of its own, as text.</summary>
    internal static string Of(
        string rule,
        string table = "filter",
        string chain = "INPUT",
        IpFamily family = IpFamily.IPv4
    ) =>
        string.Join(
            Between,
            Read($"*{table}\n:{chain} ACCEPT [0:0]\n-A {chain} {rule}\nCOMMIT\n", family)
                .Tables[0]
                .Chains[0]
                .Rules.Select(FilterText.Of)
        );

    /// <summary>What a text of iptables-save says.</summary>
    internal static PacketFilter Read(string text, IpFamily family = IpFamily.IPv4) =>
        FilterReader
            .Read([
                new RulesetFile(
                    family == IpFamily.IPv4 ? RulesetKind.Iptables : RulesetKind.Ip6tables,
                    "rules",
                    text
                ),
            ])
            .Single(filter => filter.Family == family);
}
