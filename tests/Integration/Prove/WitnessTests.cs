using Integration.Launchers;

namespace Integration.Prove;

/// <summary>What the analysis finds and no list of sources would show is asked for by real packets.</summary>
public sealed class WitnessTests : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("hlab-test-");

    public static TheoryData<string, string> Holes { get; } =
        new()
        {
            {
                "rules.v4",
                """
                    *filter
                    :INPUT ACCEPT [0:0]
                    -A INPUT -i lo -j ACCEPT
                    -A INPUT -p tcp -m tcp --sport 20 -j ACCEPT
                    -A INPUT -p udp -m udp --sport 53 -j ACCEPT
                    -A INPUT -s 192.168.1.0/24 -j ACCEPT
                    -A INPUT -j DROP
                    COMMIT

                    """
            },
            {
                "rules.nft",
                """
                    table ip t {
                        chain c {
                            type filter hook input priority filter; policy drop;
                            iifname "lo" accept
                            tcp sport 20 accept
                            udp sport 53 accept
                            ip saddr 192.168.1.0/24 accept
                        }
                    }

                    """
            },
        };

    public void Dispose() => directory.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Holes))]
    public async Task A_hole_for_those_who_ask_from_a_certain_port_is_shown_by_packets(
        string name,
        string text
    )
    {
        var file = Path.Join(directory.FullName, name);
        await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);

        var proved = await Proved.ByAsync([Testdata.Lan, "--rules", file]);

        var ipv4 = proved.Document.Cells.Where(cell => cell.Family == "ipv4").ToList();
        ipv4.Where(cell => !cell.Ok)
            .Select(cell => $"{cell.Role} {cell.Transport} from {cell.SourcePort}: {cell.Observed}")
            .Should()
            .BeEquivalentTo("witness tcp from 20: allowed", "witness udp from 53: allowed");
        ipv4.Where(cell => cell is { Role: "witness", Ok: true })
            .Should()
            .OnlyContain(cell => cell.SourcePort != null && cell.Observed == "dropped");
        proved.Document.Findings.Should().NotContain(finding => finding.Id == "analysis-disagrees");
    }

    [Fact]
    public async Task A_witness_is_asked_again_by_its_name()
    {
        var file = Path.Join(directory.FullName, "rules.nft");
        await File.WriteAllTextAsync(
            file,
            Holes.First(row => row.Data.Item1 == "rules.nft").Data.Item2,
            TestContext.Current.CancellationToken
        );
        var proved = await HlabProcess.RunAsync(["prove", Testdata.Lan, "--rules", file]);
        var again = proved
            .Output.Split('\n')
            .Select(line => line.Trim())
            .First(line =>
                line.Contains("--only", StringComparison.Ordinal) && line.Contains(":20/")
            );

        var only = again.Split(' ').SkipWhile(word => word != "--only").ElementAt(1).Trim('\'');
        (await Proved.ByAsync([Testdata.Lan, "--rules", file, "--only", only]))
            .Document.Cells.Should()
            .ContainSingle()
            .Which.SourcePort.Should()
            .Be(20);
    }
}
