using Hardening.Analysis.Differences;
using Hardening.Analysis.Translation;
using Hardening.Analysis.Wrappers;
using Hardening.Rulesets;

namespace Hardening.Tests.Analysis.Differences;

/// <summary>hosts.allow and hosts.deny against rules of a firewall, for what asks them.</summary>
public sealed class HostsFilesComparisonTests
{
    private static readonly RulesetFile Denying = Deny("ALL : ALL\n");

    [Fact]
    public void Rules_and_hosts_files_that_let_the_same_in_are_equal() =>
        Compare(
                [Rules("-s 10.0.0.0/8"), Rules6("-s fd00::/64")],
                [Allow("rpcbind : 10.0.0.0/8 [fd00::]/64\n"), Denying]
            )
            .Should()
            .BeEmpty();

    [Fact]
    public void A_difference_names_the_line_that_decides_on_each_side()
    {
        var difference = Compare(
                [Rules("-s 10.0.0.0/9"), Rules6("-s fd00::/64")],
                [Allow("rpcbind : 10.0.0.0/8 [fd00::]/64\n"), Denying]
            )
            .Should()
            .ContainSingle()
            .Subject;

        difference.IsLetThrough.Should().BeTrue();
        difference.Way.Should().Be("in");
        var box = difference.Boxes.Should().ContainSingle().Subject;
        box.Text.Should().Contain("saddr 10.128.0.0/9").And.Contain("dport 111");
        box.Old!.Text.Should().Be("-A INPUT -p tcp -m tcp --dport 111 -j DROP");
        box.Now!.File.Should().Be("hosts.allow");
        box.Now.Line.Should().Be(1);
    }

    [Fact]
    public void What_the_firewall_stops_comes_to_no_wrappers() =>
        Compare(
                [Rules("-s 10.0.0.0/8"), Rules6("-s fd00::/64")],
                [Rules("-s 10.0.0.0/8"), Rules6("-s fd00::/64"), Allow("rpcbind : ALL\n"), Denying]
            )
            .Should()
            .BeEmpty();

    [Fact]
    public void Packets_to_other_ports_are_not_compared() =>
        Compare(
                [
                    Rules("-s 10.0.0.0/8", "-A INPUT -p tcp -m tcp --dport 22 -j DROP\n"),
                    Rules6("-s fd00::/64"),
                ],
                [Allow("rpcbind : 10.0.0.0/8 [fd00::]/64\n"), Denying]
            )
            .Should()
            .BeEmpty();

    [Fact]
    public void Hosts_files_that_name_portmap_alone_let_everybody_in() =>
        Compare([], [Allow("portmap : 10.0.0.0/8\n"), Deny("portmap : ALL\n")]).Should().BeEmpty();

    private static List<FilterDifference> Compare(RulesetFile[] old, RulesetFile[] now) =>
        [
            .. Sides(old)
                .Zip(Sides(now))
                .SelectMany(side => FilterComparison.Compare(side.First, side.Second)),
        ];

    private static IEnumerable<ComparedSide> Sides(RulesetFile[] files) =>
        FilterReader
            .Read(files)
            .Select(filter => new ComparedSide(filter, WrapperTables.In(files)));

    private static RulesetFile Allow(string text) =>
        new(RulesetKind.HostsAllow, "hosts.allow", text);

    private static RulesetFile Deny(string text) => new(RulesetKind.HostsDeny, "hosts.deny", text);

    private static RulesetFile Rules(string sources, string others = "") =>
        new(RulesetKind.Iptables, "rules.v4", Text(sources, others));

    private static RulesetFile Rules6(string sources) =>
        new(RulesetKind.Ip6tables, "rules.v6", Text(sources, ""));

    private static string Text(string sources, string others) =>
        $"*filter\n:INPUT ACCEPT [0:0]\n{others}-A INPUT {sources} -p tcp -m tcp --dport 111 -j ACCEPT\n-A INPUT {sources} -p udp -m udp --dport 111 -j ACCEPT\n-A INPUT -p tcp -m tcp --dport 111 -j DROP\n-A INPUT -p udp -m udp --dport 111 -j DROP\nCOMMIT\n";
}
