using HardeningLab.Engines;

namespace Integration.Prove;

/// <summary>Which cells are asked, and what a wrong call or a failing lab is told.</summary>
public sealed class CallTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hlab-call-").FullName;

    [Fact]
    public async Task Only_asks_the_cells_of_that_name()
    {
        var proved = await Proved.ByAsync("--only", "192.168.1.0/portmap/udp/v2");

        proved.ShouldHold();
        proved.Document.Cells.Should().NotBeEmpty();
        proved
            .Document.Cells.Should()
            .OnlyContain(cell =>
                cell.Source == "192.168.1.0" && cell.Transport == "udp" && cell.Version == 2
            );
    }

    [Fact]
    public async Task Exhaustive_lets_every_source_ask_every_version()
    {
        var few = await Proved.ByAsync();
        var all = await Proved.ByAsync("--exhaustive");

        all.ShouldHold();
        all.Document.Cells.Select(cell => cell.Name)
            .Should()
            .Contain(few.Document.Cells.Select(cell => cell.Name))
            .And.HaveCountGreaterThan(few.Document.Cells.Length);
    }

    [Theory]
    [InlineData("no cell is named 192.0.2.99", "--only", "192.0.2.99")]
    [InlineData("tcp-wrappers, iptables, iptables-legacy", "--with", "banana")]
    [InlineData("no-such.yaml:1:1: ", "no-such.yaml")]
    [InlineData("no-such.v4:1:1: there is no such file", "--rules", "no-such.v4")]
    [InlineData("lan.yaml:1:", "--rules", "tests/Integration/Prove/testdata/lan.yaml")]
    [InlineData("rules.v4:1:", "tests/Integration/Prove/testdata/sound/rules.v4")]
    [InlineData("--banana", "--banana")]
    public async Task A_wrong_call_exits_with_2_says_what_is_wrong_and_prints_nothing(
        string says,
        params string[] arguments
    )
    {
        var ended = await RunAsync(arguments);

        ended.ExitCode.Should().Be(2, ended.ToString());
        ended.Error.Should().Contain(says);
        ended.Output.Should().BeEmpty();
    }

    [Fact]
    public async Task A_fault_in_a_policy_is_told_with_its_place()
    {
        var file = Path.Join(folder, "lan.yaml");
        var policy = WrittenPolicy.Lan.Text.Replace("192.168.1.0/24", "192.168.1.1/24");
        await File.WriteAllTextAsync(file, policy, TestContext.Current.CancellationToken);

        var ended = await RunAsync([file]);

        ended.ExitCode.Should().Be(2);
        ended.Error.Should().Contain($"{file}:4:13: ").And.Contain("192.168.1.1/24");
    }

    [Fact]
    public async Task A_lab_that_fails_exits_with_3_and_prints_its_document()
    {
        Directory.CreateDirectory(Path.Join(folder, "usr/sbin"));
        File.Copy("/bin/false", Path.Join(folder, "usr/sbin/rpcbind"));

        var proved = Proved.Read(await RunAsync(["--json"], new() { ["HLAB_PACKAGES"] = folder }));

        proved.ExitCode.Should().Be(3);
        proved.Document.Holds.Should().BeFalse();
        proved.Document.Findings.Should().ContainSingle(finding => finding.Severity == "error");
        proved.Document.Cells.Should().NotContain(cell => cell.Observed == "dropped");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static async Task<ExecResult> RunAsync(
        IEnumerable<string> arguments,
        Dictionary<string, string?>? environment = null
    )
    {
        var missing = await HlabProcess.MissingAsync();
        Assert.SkipWhen(missing is not null, missing ?? string.Empty);
        return await HlabProcess.RunAsync(arguments.Prepend("prove"), environment);
    }
}
