using System.Text.Json;
using Hardening.Changes;
using HardeningLab.Reports;

namespace HardeningLab.Tests.Reports;

/// <summary>The documents of the commands that change hosts, and what docs/apply.md says of them.</summary>
public sealed class ChangeJsonTests
{
    private static readonly PartChange Change = new(PartName.HostsDeny, ["gone"], ["come"]);

    private static readonly HostOutcome Outcome = new(
        "ssh://root@server",
        HostState.RolledBack,
        [Change],
        "why"
    )
    {
        Notes = ["note"],
    };

    private static readonly HostStatus Status = new(
        "local",
        HostStanding.InForce,
        [PartName.Nftables],
        [Change],
        "why"
    );

    [Fact]
    public void The_fields_of_apply_and_undo_are_those_of_their_documentation() =>
        ShouldBeDocumented(
            "## The JSON of apply and undo",
            output => ChangeJson.Write([Outcome], output),
            output => ChangeJson.Write([Outcome with { Message = null }], output)
        );

    [Fact]
    public void The_fields_of_status_are_those_of_its_documentation() =>
        ShouldBeDocumented(
            "## The JSON of status",
            output => ChangeJson.Write([Status], output),
            output => ChangeJson.Write([Status with { Message = null }], output)
        );

    [Fact]
    public void States_are_single_words()
    {
        var document = Written(output => ChangeJson.Write([Outcome], output));

        document
            .GetProperty("hosts")[0]
            .GetProperty("state")
            .GetString()
            .Should()
            .Be("rolled-back");
    }

    private static void ShouldBeDocumented(
        string heading,
        Action<TextWriter> writeFull,
        Action<TextWriter> writeNull
    )
    {
        var documented = JsonFieldTable.Read("docs/apply.md", heading);
        var full = JsonFieldTable.Of(Written(writeFull));

        full.Keys.Should().BeEquivalentTo(documented.Keys);
        full.Should()
            .OnlyContain(field =>
                documented[field.Key].StartsWith(field.Value, StringComparison.Ordinal)
            );
        JsonFieldTable
            .Of(Written(writeNull))
            .Where(field => field.Value == "null")
            .Select(field => field.Key)
            .Should()
            .BeEquivalentTo(
                documented
                    .Where(field => field.Value.EndsWith(" or null", StringComparison.Ordinal))
                    .Select(field => field.Key)
            );
    }

    private static JsonElement Written(Action<TextWriter> write)
    {
        var output = new StringWriter();
        write(output);
        return JsonDocument.Parse(output.ToString()).RootElement;
    }
}
