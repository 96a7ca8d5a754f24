using Hardening.Addresses;
using Hardening.Policies;
using Hardening.Protections;
using Hardening.Rulesets;
using HardeningLab.Matrices;

namespace HardeningLab.Tests.Matrices;

public sealed class RuleAnalysisTests
{
    private static readonly Policy Policy = new(
        "a test",
        [new(Catalogue.Portmap, [Prefix.Parse("192.168.1.0/24")], [])],
        LoopbackAllowed: true,
        Otherwise.Drop,
        [ProtectionName.Iptables]
    );

    [Fact]
    public void What_was_made_of_the_rules_before_the_packets_is_there_after_them()
    {
        var analysis = RuleAnalysis.Of(Request());

        analysis.Proof!.Holds.Should().BeTrue();
        analysis
            .StudiesOf(Protection.Rulesets(Policy, ProtectionName.Iptables))!
            .Select(study => study.Filter.Family)
            .Should()
            .Equal(IpFamily.IPv4, IpFamily.IPv6);
        analysis.StudiesOf(Protection.Rulesets(Policy, ProtectionName.Nftables)).Should().BeNull();
    }

    [Fact]
    public void What_can_not_be_analysed_is_a_warning_and_is_not_tried_again()
    {
        var circle = new RulesetFile(
            RulesetKind.Iptables,
            "rules.v4",
            "*filter\n:INPUT ACCEPT [0:0]\n:a - [0:0]\n-A INPUT -j a\n-A a -j a\nCOMMIT\n"
        );

        var analysis = RuleAnalysis.Of(Request(circle));

        analysis
            .Findings.Should()
            .ContainSingle()
            .Which.Message.Should()
            .Contain("chains go round in a circle: a -> a");
        analysis.StudiesOf([circle]).Should().BeEmpty();
        Agreement
            .Of([circle], [Catalogue.Portmap], [Some.Cell()], analysis)
            .Should()
            .BeEquivalentTo((Array.Empty<object>(), 0));
    }

    private static ProofRequest Request(params RulesetFile[] rules) =>
        new(
            Policy,
            rules.Length == 0 ? [ProtectionName.Iptables] : [],
            [.. rules],
            IsEach: false,
            IsExhaustive: false,
            CellFilter.Everything
        );
}
