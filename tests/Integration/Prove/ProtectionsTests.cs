namespace Integration.Prove;

/// <summary>Every protection alone and all together do what the policy says, each in its way of keeping somebody out.</summary>
public sealed class ProtectionsTests
{
    private static readonly string[] BothFamilies = ["ipv4", "ipv6"];

    [Theory]
    [InlineData(false, "denied", "tcp-wrappers")]
    [InlineData(false, "dropped", "iptables")]
    [InlineData(false, "dropped", "iptables-legacy")]
    [InlineData(false, "dropped", "nftables")]
    [InlineData(false, "dropped", "tcp-wrappers", "iptables", "nftables")]
    [InlineData(false, "dropped", "tcp-wrappers", "iptables-legacy", "nftables")]
    [InlineData(true, "denied", "tcp-wrappers")]
    [InlineData(true, "rejected", "iptables")]
    [InlineData(true, "rejected", "iptables-legacy")]
    [InlineData(true, "rejected", "nftables")]
    [InlineData(true, "rejected", "tcp-wrappers", "iptables", "nftables")]
    public async Task Strangers_are_kept_out_in_its_way(
        bool rejects,
        string keptOut,
        params string[] with
    )
    {
        var policy = WrittenPolicy.Lan with { Rejects = rejects };

        var proved = await policy.ProveAsync(["--with", .. with]);

        policy.ShouldBeShownBy(proved, with);
        proved.Document.Protections.Should().Equal(with);
        foreach (var family in BothFamilies)
        {
            proved
                .Document.Cells.Where(cell => cell.Role == "outsider" && cell.Family == family)
                .Select(cell => (cell.Transport, cell.Observed))
                .Distinct()
                .Should()
                .BeEquivalentTo([("tcp", keptOut), ("udp", keptOut)]);
        }
    }

    [Fact]
    public async Task Each_shows_the_defence_in_depth_layer_by_layer()
    {
        string[] with = ["tcp-wrappers", "iptables", "nftables"];
        string[][] layers =
        [
            ["tcp-wrappers"],
            ["iptables"],
            ["nftables"],
            with,
        ];

        var proved = await WrittenPolicy.Lan.ProveAsync(["--each", "--with", .. with]);

        WrittenPolicy.Lan.ShouldBeShownBy(proved, with);
        var shown = proved.Document.Layers!; // --each was given
        shown.Select(layer => layer.Protections).Should().BeEquivalentTo(layers);
        foreach (var layer in shown)
        {
            layer.Holds.Should().BeTrue();
            layer
                .Cells.Should()
                .OnlyContain(cell =>
                    cell.Observed == WrittenPolicy.Lan.Expected(cell, layer.Protections)
                );
        }
    }

    [Fact]
    public async Task Without_each_there_are_no_layers() =>
        (await Proved.ByAsync()).Document.Layers.Should().BeNull();

    [Fact]
    public async Task Wrappers_alone_still_disclose_and_are_said_to()
    {
        var proved = await Proved.ByAsync("--with", "tcp-wrappers");

        proved.ShouldHold();
        proved
            .Document.Findings.Select(finding => (finding.Id, finding.Severity))
            .Should()
            .Equal(("mapped-source", "warning"), ("wrappers-disclose", "warning"));
    }
}
