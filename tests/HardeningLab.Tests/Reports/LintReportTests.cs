using System.Text.Json;
using Hardening.Addresses;
using Hardening.Analysis;
using Hardening.Analysis.Differences;
using Hardening.Analysis.Mending;
using Hardening.Analysis.Walks;
using Hardening.Rulesets;
using HardeningLab.Reports;

namespace HardeningLab.Tests.Reports;

/// <summary>The documents of lint and diff, and what docs/analysis.md says of them.</summary>
public sealed class LintReportTests
{
    private static readonly Finding Full = new(
        "shadowed-rule",
        Severity.Warning,
        "rules.v4",
        7,
        "message",
        "fix"
    )
    {
        Packet = new Packet(IpFamily.IPv4),
    };

    private static readonly Finding Bare = new("id", Severity.Note, null, null, "message", null);

    private static readonly DifferenceBox Box = new(
        "protocol tcp",
        new Packet(IpFamily.IPv6),
        new RulePlace("old", 1, "-A INPUT -j DROP"),
        null
    );

    private static readonly FilterDifference Different = new(
        IpFamily.IPv4,
        "in",
        true,
        [Box, Box with { Old = null, Now = Box.Old }],
        3,
        false,
        ["--limit 3/min"]
    );

    [Fact]
    public void The_fields_of_lint_are_those_of_its_documentation() =>
        ShouldBeDocumented(
            "### lint",
            output => LintReport.WriteJson([Full], output),
            output => LintReport.WriteJson([Bare], output)
        );

    [Fact]
    public void The_fields_of_diff_are_those_of_its_documentation() =>
        ShouldBeDocumented(
            "### diff",
            output =>
                DifferenceReport.WriteJson(
                    [Different with { Boxes = [Box with { Now = Box.Old }] }],
                    output,
                    "those that come first to portmap"
                ),
            output =>
                DifferenceReport.WriteJson(
                    [Different with { Boxes = [Box with { Old = null, Now = null }] }],
                    output
                )
        );

    [Fact]
    public void A_difference_is_shown_with_a_packet_and_what_decides_it()
    {
        var output = new StringWriter();
        DifferenceReport.Write([Different with { Boxes = [Box] }], output);

        output
            .ToString()
            .Should()
            .Be(
                """
                @@ IPv4 in
                + protocol tcp
                    such as protocol 0 :: -> ::
                    was kept out by old:1: -A INPUT -j DROP
                    comes through by no rule: it meets none
                  and 3 more such sets of packets
                  as far as can be known: it depends on --limit 3/min
                1 difference

                """
            );
    }

    [Fact]
    public void Where_hosts_files_are_compared_it_is_said_what_is()
    {
        var output = new StringWriter();
        DifferenceReport.Write([], output, "those that come first to portmap");

        output
            .ToString()
            .Should()
            .Be(
                "equal: every packet there could be of those that come first to portmap is let through by both or by neither\n"
            );
    }

    [Fact]
    public void Mended_texts_are_the_output_and_what_was_done_stands_beside()
    {
        var before = new RulesetFile(RulesetKind.Iptables, "rules.v4", "old\n");
        var mended = new MendedRules(
            [before with { Text = "new\n" }],
            [new Mend(Full, "taken out", "proved: nothing changes")],
            [Bare]
        );
        var (texts, mends) = (new StringWriter(), new StringWriter());
        MendReport.Write([before], mended, texts);
        MendReport.WriteMends(mended, mends);

        texts.ToString().Should().Be("new\n");
        mends
            .ToString()
            .Should()
            .Be(
                "rules.v4:7: shadowed-rule: taken out; proved: nothing changes\nmended=1 left=1: `hlab lint` on the result names what is left\n"
            );
    }

    [Fact]
    public void A_text_that_needs_no_mending_is_printed_as_it_is()
    {
        var output = new StringWriter();
        MendReport.Write(
            [new RulesetFile(RulesetKind.Iptables, "rules.v4", "as it is")],
            new MendedRules([], [], []),
            output
        );

        output.ToString().Should().Be("as it is");
    }

    private static void ShouldBeDocumented(
        string heading,
        Action<TextWriter> writeFull,
        Action<TextWriter> writeNull
    )
    {
        var documented = JsonFieldTable.Read("docs/analysis.md", heading);
        var full = JsonFieldTable.Of(Written(writeFull));
        var bare = JsonFieldTable.Of(Written(writeNull));

        // The fields of a packet are those of docs/json.md.
        full.Keys.Where(field => !field.Contains("packet.", StringComparison.Ordinal))
            .Should()
            .BeEquivalentTo(documented.Keys);
        foreach (var (field, kind) in documented)
        {
            kind.Should().StartWith(full[field], field);
            kind.EndsWith(" or null", StringComparison.Ordinal)
                .Should()
                .Be(
                    bare.GetValueOrDefault(field) == "null" || full[field] == "null",
                    $"of {field}"
                );
        }
    }

    private static JsonElement Written(Action<TextWriter> write)
    {
        var output = new StringWriter();
        write(output);
        return JsonDocument.Parse(output.ToString()).RootElement;
    }
}
