using CsCheck;
using Hardening.Addresses;
using Hardening.Analysis.Proofs;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Translation;
using Hardening.Policies;
using Hardening.Protections;
using Hardening.Rulesets;
using Hardening.Tests.Protections;

namespace Hardening.Tests.Analysis.Proofs;

public sealed class StaticProverTests
{
    private static readonly Policy Portmap = PolicyReader.Read(
        "policy: a test\nprotect:\n  - service: portmap\n    allow: [192.168.1.0/24]\nwith: [iptables]\n",
        "policy.yaml"
    );

    [Theory]
    [InlineData(ProtectionName.Iptables)]
    [InlineData(ProtectionName.Nftables)]
    public void What_a_protection_writes_holds_for_every_policy(ProtectionName name) =>
        PolicyGenerator.Policies.Sample(
            policy =>
                StaticProver
                    .Prove(policy, FilterReader.Read(Protection.Rulesets(policy, name)))
                    .Findings.Select(finding => finding.Message)
                    .Should()
                    .BeEmpty(),
            iter: 100
        );

    [Fact]
    public void The_recipe_that_failed_cuts_loopback_off_and_leaves_IPv6_open()
    {
        var proof = Prove(
            RulesetKind.Script,
            "iptables -A INPUT -p udp ! -s 192.168.1.0/24 --dport 111 -j DROP\niptables -A INPUT -p tcp ! -s 192.168.1.0/24 --dport 111 -j DROP\niptables -A INPUT -p tcp -s 127.0.0.1 --dport 111 -j ACCEPT\n"
        );

        proof.Holds.Should().BeFalse();
        proof
            .Findings.Select(finding => $"{finding.Id} {finding.Line} {finding.Packet}")
            .Should()
            .Equal(
                "loopback-kept-out 2 tcp 127.0.0.1:40000 -> 127.0.0.1:111 on lo",
                "loopback-kept-out 1 udp 127.0.0.1:40000 -> 127.0.0.1:111 on lo",
                "let-in  tcp [2001:db8:ffff::7]:40000 -> [2001:db8::1]:111 on eth0",
                "let-in  udp [2001:db8:ffff::7]:40000 -> [2001:db8::1]:111 on eth0"
            );
    }

    [Fact]
    public void A_port_that_is_sent_on_to_the_service_is_a_way_in()
    {
        var finding = ForIpv4(
                """
                *nat
                -A PREROUTING -p tcp -m tcp --dport 8111 -j REDIRECT --to-ports 111
                COMMIT
                *filter
                -A INPUT -i lo -j ACCEPT
                -A INPUT -s 192.168.1.0/24 -j ACCEPT
                -A INPUT -p udp -m udp --dport 111 -j DROP
                -A INPUT -p tcp -m tcp --dport 111 -m conntrack --ctorigdstport 111 -j DROP
                COMMIT

                """
            )
            .First(finding => finding.Id == "let-in");

        finding.Message.Should().Contain("it depends on ct original proto-dst 111");
    }

    [Fact]
    public void What_a_limit_lets_in_may_get_in_and_the_limit_is_named()
    {
        var finding = ForIpv4(
                """
                *filter
                -A INPUT -i lo -j ACCEPT
                -A INPUT -s 192.168.1.0/24 -j ACCEPT
                -A INPUT -p tcp -m tcp --dport 111 -m limit --limit 3/min -j ACCEPT
                -A INPUT -p udp -m udp --dport 111 -j DROP
                -A INPUT -p tcp -m tcp --dport 111 -j DROP
                COMMIT

                """
            )
            .Should()
            .ContainSingle()
            .Subject;

        finding.Id.Should().Be("let-in");
        finding
            .Message.Should()
            .Contain("it depends on limit rate 3/minute burst 5 packets (rules:4)");
    }

    [Fact]
    public void A_mark_is_followed_from_the_rule_that_sets_it_to_the_rule_that_asks_for_it() =>
        ForIpv4(
                """
                *mangle
                -A PREROUTING -s 192.168.1.0/24 -j MARK --set-xmark 0x1/0xffffffff
                COMMIT
                *filter
                -A INPUT -i lo -j ACCEPT
                -A INPUT -m mark --mark 0x1 -j ACCEPT
                -A INPUT -p udp -m udp --dport 111 -j DROP
                -A INPUT -p tcp -m tcp --dport 111 -j DROP
                COMMIT

                """
            )
            .Should()
            .BeEmpty();

    private static IEnumerable<Hardening.Analysis.Finding> ForIpv4(string save) =>
        Prove(RulesetKind.Iptables, save)
            .Findings.Where(finding => finding.Packet?.Family == IpFamily.IPv4);

    private static StaticProof Prove(RulesetKind kind, string text) =>
        StaticProver.Prove(Portmap, FilterReader.Read([new RulesetFile(kind, "rules", text)]));
}
