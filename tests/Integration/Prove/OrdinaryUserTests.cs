namespace Integration.Prove;

/// <summary>An ordinary user proves the same as root does.</summary>
public sealed class OrdinaryUserTests(OrdinaryUser user) : IClassFixture<OrdinaryUser>
{
    [Fact]
    public async Task The_default_policy_holds() => (await user.ProveAsync()).ShouldHold();

    [Theory]
    [InlineData("tcp-wrappers")]
    [InlineData("iptables")]
    [InlineData("iptables-legacy")]
    [InlineData("nftables")]
    [InlineData("tcp-wrappers", "iptables", "nftables")]
    public async Task Every_protection_holds(params string[] with)
    {
        var proved = await user.ProveAsync(["testdata/lan.yaml", "--with", .. with]);

        WrittenPolicy.Lan.ShouldBeShownBy(proved, with);
    }

    [Fact]
    public async Task Broken_rules_fail_in_the_same_cells()
    {
        var broken = BrokenRules.All["script: loopback is forgotten"];

        var proved = await user.ProveAsync([
            "testdata/lan.yaml",
            "--rules",
            .. broken.Files.Select(file => $"testdata/{file}"),
        ]);

        proved
            .Document.WrongCells.Should()
            .BeEquivalentTo(proved.Document.Cells.Where(broken.IsWrong));
        proved.ExitCode.Should().Be(1);
    }
}
