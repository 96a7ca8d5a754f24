using Integration.Lab;
using Integration.Prove;

namespace Integration.LabCommand;

/// <summary>Proofs of a lab that people change.</summary>
public sealed class KeptProofTests
{
    private const string Mend = """
        hlab render --to iptables | hlab lab exec target -- iptables-restore --noflush &&
        hlab render --to ip6tables | hlab lab exec target -- ip6tables-restore --noflush
        """;

    [Fact]
    public async Task A_broken_rule_shows_and_so_does_the_mended_one()
    {
        await using var labs = await KeptLabs.UpAsync("--with", "iptables");
        var first = await ProveAsync(labs);

        (await labs.LabAsync("exec", "target", "--", "nft", "flush", "ruleset")).ShouldEndWith(0);
        var broken = await ProveAsync(labs);
        (await labs.ShellAsync(Mend)).ShouldEndWith(0);
        var mended = await ProveAsync(labs);

        first.ShouldHold();
        broken.ExitCode.Should().Be(1);
        broken
            .Document.WrongCells.Should()
            .NotBeEmpty()
            .And.OnlyContain(cell => cell.Expected == "dropped" && cell.Observed == "allowed");
        mended.ShouldHold();
        mended
            .Document.Cells.Should()
            .Contain(cell =>
                cell.Evidence.Rule != null && cell.Evidence.Rule.Text.StartsWith("-A HLAB-portmap")
            );
    }

    [Fact]
    public async Task A_proof_of_a_kept_lab_shows_the_same_cells_as_one_of_a_new_lab()
    {
        await using var labs = await KeptLabs.UpAsync();

        var kept = await ProveAsync(labs, "--exhaustive");
        var fresh = await Proved.ByAsync("--exhaustive");

        kept.ShouldHold();
        kept.Document.Protections.Should().Equal(fresh.Document.Protections);
        kept.Document.Cells.Select(cell => (cell.Name, cell.Expected, cell.Observed))
            .Should()
            .Equal(fresh.Document.Cells.Select(cell => (cell.Name, cell.Expected, cell.Observed)));
    }

    [Theory]
    [InlineData("tcp-wrappers")]
    [InlineData("iptables-legacy")]
    [InlineData("nftables")]
    [InlineData("iptables", "nftables")]
    public async Task Every_protection_holds_in_a_kept_lab(params string[] with)
    {
        await using var labs = await KeptLabs.UpAsync([
            "tests/Integration/Prove/testdata/lan.yaml",
            "--with",
            .. with,
        ]);

        var proved = await ProveAsync(labs);

        WrittenPolicy.Lan.ShouldBeShownBy(proved, with);
    }

    [Fact]
    public async Task The_wrappers_alone_are_told_to_disclose()
    {
        await using var labs = await KeptLabs.UpAsync("--with", "tcp-wrappers");

        var proved = await ProveAsync(labs);

        proved.ShouldHold();
        proved
            .Document.Findings.Should()
            .ContainSingle(finding => finding.Id == "wrappers-disclose");
    }

    [Fact]
    public async Task A_bare_lab_is_held_to_the_policy_whatever_enforces_it()
    {
        await using var labs = await KeptLabs.UpAsync("--bare");
        var bare = await ProveAsync(labs);

        (await labs.ShellAsync(Mend)).ShouldEndWith(0);
        var enforced = await ProveAsync(labs);

        bare.ExitCode.Should().Be(1);
        bare.Document.WrongCells.Should()
            .OnlyContain(cell => cell.Expected == "kept-out" && cell.Observed == "allowed");
        bare.Document.Protections.Should().BeEmpty();
        enforced.ShouldHold();
    }

    [Fact]
    public async Task Somebody_elses_rules_come_up_with_what_the_tools_refused()
    {
        await using var labs = await KeptLabs.StartAsync();

        var up = await labs.LabAsync(
            "up",
            "--rules",
            "lab/examples/howto/rules.sh",
            "lab/examples/howto/hosts.allow"
        );
        var proved = await ProveAsync(labs);

        up.ShouldEndWith(1).Error.Should().Contain("[refused-command]");
        up.Output.Should().Contain("default is up");
        proved.ExitCode.Should().Be(1);
        proved.Document.Protections.Should().HaveCount(2);
        proved.Document.Cells.Should().Contain(cell => cell.Expected == "kept-out");
    }

    [Fact(Timeout = 60_000)]
    public async Task A_proof_that_is_killed_leaves_no_observer_behind()
    {
        await using var labs = await KeptLabs.StartAsync();
        var policy = Path.Join(labs.Runtime, "crowd.yaml");
        await File.WriteAllTextAsync(
            policy,
            Crowd.Policy(300, seed: 1),
            TestContext.Current.CancellationToken
        );
        (await labs.LabAsync("up", policy, "--bare")).ShouldEndWith(0);
        using var proof = labs.Start("prove");
        while (!await IsObservedAsync(labs) && !proof.HasExited)
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        proof.Kill();

        while (await IsObservedAsync(labs))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
        (await labs.LabAsync("probe", "lan0")).ShouldEndWith(0);
    }

    private static async Task<bool> IsObservedAsync(KeptLabs labs) =>
        (await labs.LabAsync("exec", "target", "--", "nft", "list", "tables"))
            .ShouldEndWith(0)
            .Output.Contains("hlab_observer");

    private static async Task<Proved> ProveAsync(
        KeptLabs labs,
        params IEnumerable<string> arguments
    ) => Proved.Read(await labs.LabAsync(["prove", .. arguments, "--json"]));
}
