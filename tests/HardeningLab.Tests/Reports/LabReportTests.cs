using System.Text.Json;
using Hardening.Analysis;
using Hardening.Policies;
using Hardening.Rulesets;
using HardeningLab.Engines.Kept;
using HardeningLab.Probes;
using HardeningLab.Reports;

namespace HardeningLab.Tests.Reports;

public class LabReportTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    private static readonly LabCard Card = new(
        "default",
        "netns",
        "lan.yaml",
        "policy: the LAN\nprotect:\n  - service: portmap\n    allow: [192.168.1.0/24]\n",
        [ProtectionName.TcpWrappers, ProtectionName.Iptables],
        [],
        Noon
    );

    [Fact]
    public void The_fields_of_a_lab_are_those_of_their_documentation()
    {
        var document = JsonDocument.Parse(
            Written(output =>
                LabReport.WriteJson(
                    Card,
                    [new("id", Severity.Note, "file", 1, "message", "fix")],
                    output
                )
            )
        );
        var written = JsonFieldTable
            .Of(document.RootElement)
            .Where(field => !field.Key.StartsWith("findings[]", StringComparison.Ordinal))
            .ToDictionary();
        var documented = JsonFieldTable.Read("docs/lab.md", "## The JSON of the lab commands");

        written.Keys.Should().BeEquivalentTo(documented.Keys.Except(["labs", "probes"]));
        foreach (var (field, kind) in written)
        {
            documented[field].Should().StartWith(kind, field);
        }
    }

    [Fact]
    public void The_fields_of_a_probe_are_those_of_a_cell_without_a_judgement()
    {
        var document = Written(output => ProbeReport.WriteJson("default", [Some.Cell()], output));

        document
            .Should()
            .Be(
                """
                {"schema":1,"lab":"default","probes":[{"source":"192.168.0.255","sourcePort":null,"role":"below","destination":"192.168.1.1","via":"lan1","service":"portmap","transport":"udp","port":111,"family":"ipv4","version":2,"observed":"dropped","milliseconds":0.457,"evidence":{"summary":"no reply","procedure":"dump","reply":null,"arrived":true,"delivered":false,"attempts":1,"rule":null}}]}

                """
            );
    }

    [Fact]
    public void A_probe_is_told_in_three_lines()
    {
        var cell = Some.Cell(
            evidence: new(
                "arrived at lan1, not delivered, no reply",
                null,
                true,
                false,
                new DecidingRule("ip filter", "HLAB", "-A HLAB -j DROP", null, null),
                1
            )
        );

        Written(output => ProbeReport.Write([cell], output))
            .Should()
            .Be(
                """
                192.168.0.255/portmap/udp/v2.dump: dropped in 0.46 ms
                    arrived at lan1, not delivered, no reply (below, to 192.168.1.1 via lan1)
                    ip filter HLAB: -A HLAB -j DROP

                """
            );
    }

    [Theory]
    [InlineData(0.5, "just now")]
    [InlineData(59, "59 min ago")]
    [InlineData(150, "2 h ago")]
    [InlineData(3000, "2026-11-23 12:00")]
    public void A_list_says_since_when_each_lab_is_up(double minutes, string since)
    {
        var list = Written(output =>
            LabReport.WriteList(
                [Card],
                output,
                Noon.AddMinutes(minutes),
                colour: false,
                width: null
            )
        );

        list.Should()
            .Be(
                $"""
                name     engine  policy    in force                 since{new string(
                    ' ',
                    since.Length - 5
                )}  hosts
                default  netns   lan.yaml  tcp-wrappers + iptables  {since}  target lan0 wan0

                """
            );
    }

    [Fact]
    public void An_empty_list_says_how_to_make_a_lab()
    {
        Written(output => LabReport.WriteList([], output, Noon, colour: false, width: null))
            .Should()
            .Be("no lab is up; `./hlab lab up` makes one\n");
    }

    [Fact]
    public void A_new_lab_is_shown_with_its_hosts_and_the_commands_for_it()
    {
        var rules = Card with
        {
            Name = "two",
            Rules = [new RulesetFile(RulesetKind.Iptables, "rules.v4", "")],
            Protections = [],
        };

        Written(output => LabReport.Write(rules, output, colour: false, width: null))
            .Should()
            .Be(
                """
                two is up: the LAN (netns, rules.v4)

                host    on    addresses
                target  lan0  192.168.1.10, fe80::1
                target  wan0  203.0.113.1, 2001:db8:113::1, fe80::1
                lan0    lan0  192.168.1.0/24, fe80::2
                wan0    wan0  0.0.0.0/0, ::/0, fe80::3

                  ./hlab lab probe --name two wan0    who gets in, and which rule decides
                  ./hlab lab shell --name two target  look around, change the rules
                  ./hlab lab prove --name two         does the policy hold?
                  ./hlab lab down --name two          and all of it is gone

                """
            );
    }

    private static string Written(Action<TextWriter> write)
    {
        using var output = new StringWriter();
        write(output);
        return output.ToString();
    }
}
