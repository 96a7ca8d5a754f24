using System.Collections.Concurrent;
using System.Globalization;

namespace Integration.Prove;

/// <summary>
/// The kernel as the analysis' judge: real packets through rules that nobody thought of, each held against what the analysis says.
/// HLAB_TEST_RULES asks for another number of rulesets of each format.
/// </summary>
public sealed class RandomRulesTests
{
    private const int Rulesets = 60;
    private const int PacketsEach = 125;

    private static int Asked =>
        int.TryParse(
            Environment.GetEnvironmentVariable("HLAB_TEST_RULES"),
            CultureInfo.InvariantCulture,
            out var asked
        )
            ? asked
            : Rulesets;

    [Fact]
    public Task The_kernel_and_the_analysis_agree_packet_by_packet_about_iptables() =>
        CompareAllAsync(seed =>
        {
            var withSets = RandomSets.AreHere && seed % 2 == 1;
            return
            [
                .. withSets ? [("sets.ipset", RandomSets.Text)] : Array.Empty<(string, string)>(),
                ("rules.v4", RandomRules.Of(seed, isIpv6: false, withSets)),
                ("rules.v6", RandomRules.Of(seed + 1_000_000, isIpv6: true, withSets)),
            ];
        });

    [Fact]
    public Task The_kernel_and_the_analysis_agree_packet_by_packet_about_nft() =>
        CompareAllAsync(seed => [("rules.nft", RandomNftRules.Of(seed))]);

    [Fact]
    public Task Rpcbind_and_the_analysis_agree_call_by_call_about_hosts_files() =>
        CompareAllAsync(seed =>
            RandomHostsFiles.Of(seed) is var (allow, deny)
                ? [("hosts.allow", allow), ("hosts.deny", deny)]
                : []
        );

    private static async Task CompareAllAsync(Func<int, (string Name, string Text)[]> rules)
    {
        var compared = 0;
        var disagreements = new ConcurrentQueue<string>();
        await Parallel.ForAsync(
            0,
            Asked,
            new ParallelOptions
            {
                // Most of their time they wait for answers that no rule lets through.
                MaxDegreeOfParallelism = 3,
                CancellationToken = TestContext.Current.CancellationToken,
            },
            async (seed, _) =>
            {
                var (agreed, faults) = await CompareAsync(seed, rules(seed));
                Interlocked.Add(ref compared, agreed);
                faults.ForEach(disagreements.Enqueue);
            }
        );

        TestContext.Current.TestOutputHelper?.WriteLine(
            FormattableString.Invariant($"{compared} packets of {Asked} rulesets compared")
        );
        disagreements.Should().BeEmpty();
        compared.Should().BeGreaterThan(Asked * PacketsEach);
    }

    /// <summary>How many cells the analysis foretold, and which of them wrongly.</summary>
    private static async Task<(int Foretold, List<string> Faults)> CompareAsync(
        int seed,
        (string Name, string Text)[] rules
    )
    {
        var directory = Directory.CreateTempSubdirectory("hlab-test-");
        try
        {
            var files = new List<string>();
            foreach (var (name, text) in rules)
            {
                files.Add(Path.Join(directory.FullName, name));
                await File.WriteAllTextAsync(files[^1], text);
            }
            string[] legacy =
                rules.Any(one => one.Name == "rules.v4") && seed % 10 is 0 or 5
                    ? ["--with", "iptables-legacy"]
                    : [];
            var proved = await Proved.ByAsync([
                "lab/policies/portmap.yaml",
                "--rules",
                .. files,
                .. legacy,
            ]);
            var faults = proved
                .Document.Findings.Where(finding =>
                    finding.Id == "analysis-disagrees"
                    || finding.Id.StartsWith("refused", StringComparison.Ordinal)
                )
                .Select(finding =>
                    $"{finding.Id} {finding.Message} of ruleset {seed}:\n{string.Join('\n', rules.Select(one => one.Text))}"
                )
                .ToList();
            return (
                proved.Document.Stages.SingleOrDefault(stage => stage.Name == "agreement")?.Probes
                    ?? 0,
                faults
            );
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
