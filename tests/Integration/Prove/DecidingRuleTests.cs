using Integration.Launchers;

namespace Integration.Prove;

/// <summary>Whoever is dropped or rejected is told by which rule.</summary>
public sealed class DecidingRuleTests
{
    [Theory]
    [InlineData(false, "iptables")]
    [InlineData(true, "iptables")]
    [InlineData(false, "nftables")]
    [InlineData(true, "nftables")]
    [InlineData(false, "iptables-legacy")]
    [InlineData(true, "iptables-legacy")]
    public async Task Our_own_rules_are_named_by_table_chain_and_text(bool rejects, string with)
    {
        var policy = WrittenPolicy.Lan with { Rejects = rejects };

        var rules = Rules(await policy.ProveAsync("--with", with));

        rules
            .Should()
            .OnlyContain(rule =>
                rule!.Table != "" && rule.Chain != "" && rule.Text != "" && rule.File == null
            );
    }

    [Theory]
    [InlineData("rules.v4", "rules.v6")]
    [InlineData("rules.sh")]
    [InlineData("stateful.v4", "rejecting.v6")]
    public async Task Rules_of_a_file_are_named_by_their_line_as_it_stands_there(
        params string[] files
    )
    {
        var proved = await Testdata.ProveAsync(files.Select(file => $"sound/{file}"));

        foreach (var rule in Rules(proved))
        {
            rule!.Table.Should().BeOneOf("ip filter", "ip6 filter");
            rule.Chain.Should().Be("INPUT");
            LineOf(rule).Should().Be(rule.Text).And.MatchRegex(@"DROP|REJECT");
        }
    }

    [Fact]
    public async Task Rules_that_iptables_legacy_loaded_are_named_by_their_line_too()
    {
        var proved = await Proved.ByAsync(
            Testdata.Lan,
            "--with",
            "iptables-legacy",
            "--rules",
            Testdata.File("sound/rules.v4"),
            Testdata.File("sound/rules.v6")
        );

        proved.ShouldHold();
        Rules(proved).Should().OnlyContain(rule => LineOf(rule!) == rule!.Text);
    }

    [Theory]
    [InlineData("rules.nft", "inet portmap")]
    [InlineData("remarked.nft", "inet filter")]
    public async Task Rules_of_an_nft_file_are_named_by_the_line_that_put_them_there(
        string file,
        string table
    )
    {
        var proved = await Testdata.ProveAsync($"sound/{file}");

        foreach (var rule in Rules(proved))
        {
            (rule!.Table, rule.Chain).Should().Be((table, "input"));
            LineOf(rule)
                .Should()
                .MatchRegex("^ +(meta l4proto .* drop|th dport 111 .* reject .*)$");
        }
    }

    /// <summary>The rules of all who were dropped or rejected; null where one is not told.</summary>
    private static List<ProofDocument.Rule?> Rules(Proved proved)
    {
        var rules = proved
            .Document.Cells.Where(cell => cell.Observed is "dropped" or "rejected")
            .Select(cell => cell.Evidence.Rule)
            .ToList();
        rules.Should().NotBeEmpty().And.NotContainNulls();
        return rules;
    }

    private static string LineOf(ProofDocument.Rule rule) =>
        File.ReadLines(Path.Join(Repository.Root, rule.File)).ElementAt(rule.Line!.Value - 1); // told, or the test fails
}
