using System.Globalization;
using CsCheck;
using Hardening.Addresses;
using Hardening.Analysis.Differences;
using Hardening.Analysis.Linting;
using Hardening.Analysis.Proofs;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Translation;
using Hardening.Rulesets;
using Hardening.Tests.Policies;

namespace Hardening.Tests.Analysis.Flows;

/// <summary>Of large sets only a few members are looked at, and nothing that is said becomes another thing.</summary>
public sealed class AddressClassesTests
{
    [Fact]
    public void Two_large_sets_that_differ_in_one_member_differ_in_that_one()
    {
        var difference = FilterReader
            .Read([Set(1, 3000), Rules("-m set --match-set s src -j DROP")])
            .Zip(
                FilterReader.Read([
                    Set(1, 3000, except: 1777),
                    Rules("-m set --match-set s src -j DROP"),
                ]),
                FilterComparison.Compare
            )
            .SelectMany(one => one)
            .First();

        difference.IsLetThrough.Should().BeTrue();
        difference.Boxes.Should().ContainSingle().Which.Text.Should().Be(Member(1777));
    }

    [Fact]
    public void A_set_within_another_one_shadows_a_rule() =>
        Linter
            .Lint([
                Set(2, 3000),
                Rules("-m set --match-set s src -j DROP"),
                Set(4, 1500, "t"),
                Rules("-m set --match-set t src -j ACCEPT"),
            ])
            .Should()
            .ContainSingle(finding => finding.Id == "shadowed-rule");

    [Fact]
    public void A_set_with_one_member_more_shadows_nothing() =>
        Linter
            .Lint([
                Set(2, 3000, except: 2996),
                Rules("-m set --match-set s src -j DROP"),
                Set(4, 1500, "t"),
                Rules("-m set --match-set t src -j ACCEPT"),
            ])
            .Should()
            .NotContain(finding => finding.Id == "shadowed-rule");

    [Fact]
    public void An_example_is_what_it_is_said_to_be()
    {
        var rule = Gen.Select(
            Gen.Int[1, 9],
            Chosen.From("src", "dst"),
            Chosen.From("", "! "),
            Chosen.From("", "-s 10.0.4.0/22 ", "-s 10.0.7.7 ", "! -s 10.0.0.0/21 "),
            Chosen.From("ACCEPT", "DROP")
        );
        Gen.Select(rule.List[1, 4], rule.List[1, 4])
            .Sample(
                (old, now) =>
                {
                    var (first, second) = (Filter(old), Filter(now));
                    foreach (
                        var box in FilterComparison
                            .Compare(first, second)
                            .SelectMany(one => one.Boxes)
                    )
                    {
                        // Asked of the whole sets.
                        new Hardening.Analysis.Walks.Walk(first)
                            .Take(box.Packet, [HookPoint.Prerouting, HookPoint.Input])
                            .DecidedBy.Should()
                            .Be(box.Old);
                        new Hardening.Analysis.Walks.Walk(second)
                            .Take(box.Packet, [HookPoint.Prerouting, HookPoint.Input])
                            .DecidedBy.Should()
                            .Be(box.Now);
                    }
                },
                iter: 20
            );

        static PacketFilter Filter(IEnumerable<(int, string, string, string, string)> rules) =>
            FilterReader
                .Read([
                    .. Enumerable.Range(1, 9).Select(step => Set(step, 2000, $"s{step}")),
                    new RulesetFile(
                        RulesetKind.Iptables,
                        "rules",
                        "*filter\n:INPUT ACCEPT [0:0]\n"
                            + string.Concat(
                                rules.Select(rule =>
                                    $"-A INPUT {rule.Item4}-m set {rule.Item3}--match-set s{rule.Item1} {rule.Item2} -j {rule.Item5}\n"
                                )
                            )
                            + "COMMIT\n"
                    ),
                ])
                .Single(filter => filter.Family == IpFamily.IPv4);
    }

    /// <summary>Work that grows with the square of the members would not end. What it takes is measured by bench/analysis.</summary>
    [Fact]
    public void Two_hundred_thousand_members_are_looked_at()
    {
        var text = new System.Text.StringBuilder("create s hash:ip maxelem 2000000\n");
        var random = new Random(1);
        for (var count = 0; count < 200_000; count++)
        {
            var bits = (uint)random.NextInt64(0x01000000, 0xdf000000);
            text.Append(
                CultureInfo.InvariantCulture,
                $"add s {bits >> 24}.{bits >> 16 & 255}.{bits >> 8 & 255}.{bits & 255}\n"
            );
        }

        var findings = Linter.Lint([
            new RulesetFile(RulesetKind.Ipset, "sets", text.ToString()),
            Rules("-m set --match-set s src -j DROP\n-A INPUT -m set --match-set s src -j ACCEPT"),
        ]);

        findings.Select(finding => finding.Id).Should().Equal("shadowed-rule");
    }

    private static string Member(int number) => $"saddr 10.0.{number >> 8}.{number & 255}";

    /// <summary>Each so many addresses of 10.0.0.0/16 one.</summary>
    private static RulesetFile Set(int step, int count, string name = "s", int? except = null) =>
        new(
            RulesetKind.Ipset,
            $"{name}.ipset",
            $"create {name} hash:ip\n"
                + string.Concat(
                    Enumerable
                        .Range(0, count)
                        .Select(number => number * step)
                        .Where(number => number != except)
                        .Select(number => $"add {name} 10.0.{number >> 8}.{number & 255}\n")
                )
        );

    private static RulesetFile Rules(string rule) =>
        new(
            RulesetKind.Iptables,
            "rules",
            $"*filter\n:INPUT ACCEPT [0:0]\n-A INPUT {rule}\nCOMMIT\n"
        );
}
