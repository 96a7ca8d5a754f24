using Hardening.Analysis.Flows;
using Hardening.Analysis.Proofs;
using Hardening.Analysis.Translation;
using Hardening.Analysis.Wrappers;
using Hardening.Policies;
using Hardening.Rulesets;

namespace Hardening.Tests.Analysis.Proofs;

public sealed class SourceEdgesTests
{
    [Fact]
    public void They_lie_on_both_sides_of_where_rules_change_their_mind() =>
        Of(
                "-A INPUT -s 10.1.0.0/16 -p tcp --dport 111 -j ACCEPT\n-A INPUT -p tcp --dport 111 -j DROP\n-A INPUT -p udp --dport 111 -j DROP",
                most: 9
            )
            .Should()
            .Equal("10.0.255.255", "10.1.0.0", "10.1.255.255", "10.2.0.0");

    [Fact]
    public void What_rules_let_in_by_its_port_alone_counts_too() =>
        Of(
                "-A INPUT -s 10.1.0.7 -p tcp --sport 20 -j ACCEPT\n-A INPUT -p tcp -j DROP\n-A INPUT -p udp -j DROP",
                most: 9
            )
            .Should()
            .Equal("10.1.0.6", "10.1.0.7", "10.1.0.7", "10.1.0.8");

    [Fact]
    public void Of_many_ranges_the_first_are_taken() =>
        Of(
                "-A INPUT -s 10.0.0.0/255.0.0.1 -p tcp --dport 111 -j ACCEPT\n-A INPUT -p tcp --dport 111 -j DROP\n-A INPUT -p udp -j DROP",
                most: 2
            )
            .Should()
            .HaveCount(8)
            .And.StartWith("9.255.255.255");

    [Fact]
    public void What_the_wrappers_grant_of_what_comes_through_has_edges_of_its_own() =>
        Of(
                "-A INPUT ! -s 10.1.0.0/16 -j DROP",
                most: 9,
                WrapperTables.In([
                    new RulesetFile(RulesetKind.HostsAllow, "hosts.allow", "rpcbind : 10.1.2.\n"),
                    new RulesetFile(RulesetKind.HostsDeny, "hosts.deny", "ALL : ALL\n"),
                ])
            )
            .Distinct()
            .Should()
            .Equal(
                "10.0.255.255",
                "10.1.0.0",
                "10.1.255.255",
                "10.2.0.0",
                "10.1.1.255",
                "10.1.2.0",
                "10.1.2.255",
                "10.1.3.0"
            );

    private static IEnumerable<string> Of(string rules, int most, WrapperTables? wrappers = null) =>
        SourceEdges
            .Of(
                new FilterStudy(
                    FilterReader.Read([
                        new RulesetFile(
                            RulesetKind.Iptables,
                            "rules.v4",
                            $"*filter\n{rules}\nCOMMIT\n"
                        ),
                    ])[0]
                ),
                wrappers,
                [Catalogue.Portmap],
                most
            )["portmap"]
            .Select(address => address.ToString());
}
