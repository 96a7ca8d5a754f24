using System.Text;
using System.Text.Json;
using Hardening.Addresses;
using Hardening.Analysis;
using Hardening.Analysis.Proofs;
using Hardening.Analysis.Walks;
using Hardening.Policies;
using HardeningLab.Matrices;
using HardeningLab.Probes;
using HardeningLab.Reports;

namespace HardeningLab.Tests.Reports;

public class JsonReportTests
{
    private static readonly Evidence Full = new(
        "arrived, not delivered",
        "nothing",
        true,
        false,
        new("ip filter", "HARDENINGLAB", "-A HARDENINGLAB -j DROP", "iptables", 9),
        1
    );

    private static readonly Proof Everything = Some.Proof(
        Some.Cell(evidence: Full) with
        {
            SourcePort = 20,
        }
    ) with
    {
        Findings =
        [
            new("refused-command", Severity.Error, "rules.sh", 2, "message", "fix")
            {
                Packet = new Packet(IpFamily.IPv4),
            },
        ],
        Layers = [new([ProtectionName.TcpWrappers], [Some.Cell(evidence: Full)])],
        Stages = [new("rules", TimeSpan.FromMilliseconds(20), 1)],
        Analysis = new(
            [new("portmap", new(Transport.Udp, 111), IpFamily.IPv4, ProofLayer.Firewall, [])],
            []
        ),
    };

    private static readonly Proof Nothing = Some.Proof(
        Some.Cell(version: null, evidence: new("s", null, null, null, null, 1)),
        Some.Cell(evidence: Full with { Rule = new("t", "c", "r", null, null) })
    ) with
    {
        Findings = [new("id", Severity.Note, null, null, "message", null)],
    };

    [Fact]
    public void The_documents_fields_are_those_of_its_documentation()
    {
        var documented = JsonFieldTable.Read();
        var written = JsonFieldTable.Of(Written(Everything));

        written.Keys.Should().BeEquivalentTo(documented.Keys);
        foreach (var (field, kind) in written)
        {
            documented[field].Should().StartWith(kind, field);
        }
    }

    [Fact]
    public void What_may_be_null_is_documented_and_nothing_else_is()
    {
        var nulls = JsonFieldTable
            .Of(Written(Nothing))
            .Where(field => field.Value == "null")
            .Select(field => field.Key);

        nulls
            .Should()
            .BeEquivalentTo(
                JsonFieldTable
                    .Read()
                    .Where(field => field.Value.EndsWith(" or null", StringComparison.Ordinal))
                    .Select(field => field.Key)
            );
    }

    [Fact]
    public void A_cell_is_written_so()
    {
        var cell = Written(Everything).GetProperty("cells")[0].GetRawText();

        cell.Should()
            .Be(
                """
                {"source":"192.168.0.255","sourcePort":20,"role":"below","destination":"192.168.1.1","via":"lan1","service":"portmap","transport":"udp","port":111,"family":"ipv4","version":2,"expected":"dropped","observed":"dropped","ok":true,"milliseconds":0.457,"evidence":{"summary":"arrived, not delivered","procedure":"dump","reply":"nothing","arrived":true,"delivered":false,"attempts":1,"rule":{"table":"ip filter","chain":"HARDENINGLAB","text":"-A HARDENINGLAB -j DROP","file":"iptables","line":9}}}
                """
            );
    }

    [Fact]
    public void Layers_are_left_out_unless_there_are_any()
    {
        Written(Everything).TryGetProperty("layers", out _).Should().BeTrue();
        Written(Some.Proof(Some.Cell())).TryGetProperty("layers", out _).Should().BeFalse();
    }

    [Fact]
    public void No_character_of_a_rule_reaches_a_terminal_as_it_is()
    {
        var proof = Some.Proof(Some.Cell()) with { Policy = "a\e[2J\u009b\"\n\u202e" };

        var text = Text(proof);

        text.TrimEnd('\n').Should().NotContainAny("\e", "\u009b", "\n", "\u202e");
        Written(proof).GetProperty("policy").GetString().Should().Be(proof.Policy);
    }

    [Fact]
    public void A_stream_gets_the_same_bytes()
    {
        using var stream = new MemoryStream();

        JsonReport.Write(Everything, stream);

        Encoding.UTF8.GetString(stream.ToArray()).Should().Be(Text(Everything)).And.EndWith("}\n");
    }

    private static JsonElement Written(Proof proof) => JsonElement.Parse(Text(proof));

    private static string Text(Proof proof)
    {
        var output = new StringWriter();
        JsonReport.Write(proof, output);
        return output.ToString();
    }
}
