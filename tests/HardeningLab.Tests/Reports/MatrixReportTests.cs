using Hardening.Analysis;
using Hardening.Policies;
using HardeningLab.Matrices;
using HardeningLab.Probes;
using HardeningLab.Reports;
using HardeningLab.Topologies;

namespace HardeningLab.Tests.Reports;

public class MatrixReportTests
{
    private static readonly Cell[] Small =
    [
        Some.Allowed("192.168.1.0", Role.First, Transport.Tcp),
        Some.Allowed("192.168.1.0", Role.First, Transport.Udp),
        Some.Allowed("192.168.1.0", Role.First, Transport.Udp, 3),
        Some.Cell(),
        Some.Cell(transport: Transport.Tcp, version: null),
        Some.Allowed("fd00:1::", Role.First, Transport.Udp, 4),
    ];

    private static readonly Cell Wrong = Some.Cell(
        observed: Verdict.Allowed,
        evidence: new(
            "DUMP v2: 6 mappings",
            "DUMP v2: 6 mappings",
            true,
            true,
            new("ip filter", "INPUT", "-A INPUT -j ACCEPT", "rules.sh", 3),
            2
        )
    );

    [Fact]
    public void A_service_with_several_ports_of_a_transport_has_a_column_for_each() =>
        Report(
                Some.Proof(
                    Some.Cell(transport: Transport.Tcp, version: null),
                    Some.Cell(transport: Transport.Tcp, version: null) with
                    {
                        Port = 8730,
                    }
                )
            )
            .Should()
            .Contain("tcp 873  tcp 8730");

    [Fact]
    public void A_proof_that_holds_is_a_matrix_and_one_line() =>
        Report(Some.Proof(Small))
            .Should()
            .Be(
                """
                portmap for the storage LAN

                IPv4                        portmap                    rsync
                                            tcp      udp               tcp
                source         role   via   v2       v2       v3
                192.168.1.0    first  lan1  allowed  allowed  allowed  -
                192.168.0.255  below  lan1  -        dropped  -        dropped

                IPv6                   portmap
                                       udp
                source    role   via   v4
                fd00:1::  first  lan1  allowed

                holds: 6 cells, 6 as expected, in 0.12 s (netns, tcp-wrappers + iptables)

                """
            );

    [Fact]
    public void Wrong_cells_of_one_source_that_tell_the_same_are_told_once() =>
        Report(
                Some.Proof(
                    Wrong,
                    Some.Cell(version: 3, observed: Verdict.Allowed, evidence: Wrong.Evidence),
                    Some.Cell(version: 4, observed: Verdict.Rejected)
                )
            )
            .Should()
            .ContainAll(
                "192.168.0.255/portmap/udp (below",
                "questions v2.dump v3.dump",
                "192.168.0.255/portmap/udp/v4.dump (below"
            )
            .And.NotContain("192.168.0.255/portmap/udp/v3.dump");

    [Fact]
    public void What_is_wrong_comes_first_with_all_that_is_known() =>
        Report(
                Some.Proof(Wrong) with
                {
                    Findings =
                    [
                        new(
                            "refused-command",
                            Severity.Error,
                            "rules.sh",
                            2,
                            "Bad argument\nTry -h",
                            "write ! -s"
                        ),
                    ],
                }
            )
            .Should()
            .Be(
                """
                portmap for the storage LAN

                192.168.0.255/portmap/udp/v2.dump (below, via lan1)
                  expected  dropped
                  observed  allowed: DUMP v2: 6 mappings
                  packet    arrived, delivered (2 attempts)
                  rule      ip filter INPUT: -A INPUT -j ACCEPT (rules.sh:3)
                  repeat    hlab prove --only 192.168.0.255/portmap/udp/v2.dump

                IPv4                        portmap
                                            udp
                source         role   via   v2
                192.168.0.255  below  lan1  !allowed

                rules.sh:2: error: Bad argument
                    Try -h [refused-command]
                    fix: write ! -s

                does not hold: 1 of 1 cell not as expected, 1 finding of severity error, in 0.12 s (netns, tcp-wrappers + iptables)

                """
            );

    [Fact]
    public void Layers_stand_side_by_side_and_say_where_they_are_wrong()
    {
        Cell[] denied = [.. Small[..3], Small[3] with { Observed = Verdict.Denied }];
        var proof = Some.Proof(Small) with
        {
            Layers =
            [
                new([ProtectionName.TcpWrappers], [.. denied]),
                new([ProtectionName.TcpWrappers, ProtectionName.Iptables], [.. Small]),
            ],
        };

        var report = Report(proof);

        report
            .Should()
            .StartWith(
                "portmap for the storage LAN\n\n192.168.0.255/portmap/udp/v2.dump (below, via lan1, with tcp-wrappers)\n"
            );
        report
            .Should()
            .Contain(
                "  repeat    hlab prove --with tcp-wrappers --only 192.168.0.255/portmap/udp/v2.dump\n"
            );
        report
            .Should()
            .EndWith(
                """

                layer                    cells  as expected  allowed  denied  dropped
                tcp-wrappers             4      3            3        1       0
                tcp-wrappers + iptables  6      6            4        0       2

                does not hold: 6 cells, 6 as expected, 1 of 2 layers not as expected, in 0.12 s (netns, tcp-wrappers + iptables)

                """
            );
    }

    [Theory]
    [InlineData(53, "  v2       v2       v3\n")]
    [InlineData(52, "via  v2      v2      v3\n")]
    [InlineData(48, "via  v2      v2      v3\n")]
    [InlineData(47, "via  v2\n")]
    public void Columns_move_together_then_break_between_transports(int width, string heads)
    {
        var lines = Report(Some.Proof(Small[..4]), width: width).Split('\n');

        lines.Should().Contain(line => (line + "\n").EndsWith(heads, StringComparison.Ordinal));
        lines[..^2].Should().OnlyContain(line => line.Length <= width);
    }

    [Fact]
    public void Thousands_of_sources_are_told_by_role_unless_all_are_asked_for()
    {
        Cell[] cells =
        [
            .. Enumerable
                .Range(0, 3000)
                .Select(n => Some.Allowed($"10.0.{n / 250}.{n % 250}", Role.Inside, Transport.Tcp)),
            Wrong,
        ];

        Report(Some.Proof(cells))
            .Should()
            .Contain("3,000 sources  inside  lan1  allowed  -")
            .And.Contain("192.168.0.255  below   lan1  -        !allowed");
        Report(Some.Proof(cells), verbose: true)
            .Should()
            .Contain("10.0.11.249    inside  lan1  allowed  -")
            .And.NotContain("sources");
    }

    [Fact]
    public void Twenty_wrong_cells_are_shown_and_the_rest_counted()
    {
        var proof = Some.Proof([
            .. Enumerable.Range(0, 25).Select(n => Wrong with { Source = $"10.0.0.{n}" }),
        ]);

        Report(proof)
            .Should()
            .Contain("--only 10.0.0.19/")
            .And.NotContain("--only 10.0.0.20/")
            .And.Contain("and 5 more: --verbose shows all");
        Report(proof, verbose: true).Should().Contain("--only 10.0.0.24/");
    }

    [Fact]
    public void Verbose_gives_the_evidence_of_every_cell() =>
        Report(Some.Proof(Wrong), verbose: true)
            .Should()
            .Contain(
                "\n192.168.0.255/portmap/udp/v2.dump: allowed in 0.46 ms: DUMP v2: 6 mappings; ip filter INPUT: -A INPUT -j ACCEPT (rules.sh:3)\n"
            );

    [Fact]
    public void A_failed_lab_is_not_called_a_violated_policy()
    {
        Report(Some.Proof(Some.Cell(observed: Verdict.Error), Some.Cell()))
            .Should()
            .EndWith(
                "the lab failed: 1 of 2 cells not as expected, 1 error among them, in 0.12 s (netns, tcp-wrappers + iptables)\n"
            );
        Report(Some.Proof())
            .Should()
            .EndWith(
                "the lab failed: no cell was probed, in 0.12 s (netns, tcp-wrappers + iptables)\n"
            );
    }

    [Fact]
    public void Colour_appears_only_when_it_is_wanted()
    {
        Report(Some.Proof(Wrong), colour: true)
            .Should()
            .Contain("\e[1;31m!allowed\e[0m")
            .And.Contain("\e[1;31mdoes not hold\e[0m");
        Report(Some.Proof(Wrong)).Should().NotContain("\e");
    }

    [Fact]
    public void Nothing_that_others_wrote_reaches_the_terminal_as_it_is()
    {
        const string Evil = "\e]0;x\a\u009b\u202e\r";
        var proof = Some.Proof(
            Wrong with
            {
                Via = Evil,
                Service = Evil,
                Evidence = new(Evil, Evil + "2", null, null, new(Evil, Evil, Evil, Evil, 1), 1),
            }
        ) with
        {
            Policy = Evil,
            Engine = Evil,
            Protections = [Evil],
            Findings = [new(Evil, Severity.Note, Evil, 1, Evil, Evil)],
        };

        Report(proof, verbose: true)
            .Should()
            .NotContainAny("\e", "\a", "\u009b", "\u202e", "\r")
            .And.Contain("\\u{1b}]0;x\\u{7}");
    }

    private static string Report(
        Proof proof,
        bool colour = false,
        int? width = null,
        bool verbose = false
    )
    {
        var output = new StringWriter();
        MatrixReport.Write(
            proof,
            output,
            (cell, layer) =>
                $"hlab prove {(layer is null ? "" : $"--with {string.Join(',', layer.Protections.Select(name => name.Text()))} ")}--only {cell.Name}",
            colour,
            width,
            verbose
        );
        return output.ToString();
    }
}
