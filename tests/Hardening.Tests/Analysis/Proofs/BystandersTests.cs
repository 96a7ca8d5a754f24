using CsCheck;
using Hardening.Analysis.Flows;
using Hardening.Analysis.Proofs;
using Hardening.Analysis.Translation;
using Hardening.Policies;
using Hardening.Protections;
using Hardening.Rulesets;
using Hardening.Tests.Protections;

namespace Hardening.Tests.Analysis.Proofs;

public sealed class BystandersTests
{
    private static readonly Policy Portmap = PolicyReader.Read(
        "policy: a test\nprotect:\n  - service: portmap\n    allow: [192.168.1.0/24]\nwith: [iptables]\n",
        "policy.yaml"
    );

    [Theory]
    [InlineData(ProtectionName.Iptables)]
    [InlineData(ProtectionName.Nftables)]
    public void No_protection_touches_what_a_policy_does_not_name(ProtectionName name) =>
        PolicyGenerator.Policies.Sample(
            policy => Touched(policy, [], Protection.Rulesets(policy, name)).Should().BeEmpty(),
            iter: 100
        );

    [Theory]
    [InlineData(
        "-A INPUT -p tcp -m tcp --dport 110:111 -j DROP",
        "tcp 198.51.100.7:40000 -> 192.168.1.10:110 on lo"
    )]
    [InlineData("-A INPUT -p sctp -m sctp --dport 111 -j DROP", "132 198.51.100.7")]
    [InlineData("-A FORWARD -p tcp -m tcp --dport 22 -j DROP", "is forwarded")]
    [InlineData("-A OUTPUT -p icmp -j DROP", "goes out")]
    public void A_rule_that_reaches_further_is_told_by_a_packet(string rule, string told) =>
        string.Join('\n', Touched(Portmap, [], [Rules(rule)])).Should().Contain(told);

    [Fact]
    public void What_becomes_of_a_service_of_the_policy_is_another_matter() =>
        Touched(Portmap, [], [Rules("-A INPUT -p tcp -m tcp --dport 111 -j DROP")])
            .Should()
            .BeEmpty();

    [Fact]
    public void What_others_deny_anyway_is_not_touched_by_denying_it_too() =>
        Touched(
                Portmap,
                [Rules("-A INPUT -p tcp -m tcp --dport 22 -j DROP")],
                [Rules("-I INPUT 1 -p tcp -m tcp --dport 22 -j DROP")]
            )
            .Should()
            .BeEmpty();

    private static IEnumerable<string> Touched(
        Policy policy,
        IEnumerable<RulesetFile> others,
        IEnumerable<RulesetFile> ours
    ) =>
        FilterReader
            .Read(others)
            .Zip(FilterReader.Read([.. others, .. ours]))
            .SelectMany(pair =>
                Bystanders.Touched(policy, new FilterStudy(pair.Second, pair.First), pair.First)
            )
            .Select(finding => finding.Message);

    private static RulesetFile Rules(string rules) =>
        new(RulesetKind.Iptables, "rules.v4", $"*filter\n{rules}\nCOMMIT\n");
}
