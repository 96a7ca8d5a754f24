using Hardening.Policies;
using HardeningLab.Engines;
using HardeningLab.Matrices;
using HardeningLab.Reports;
using Integration.Launchers;
using Integration.Prove;

namespace Integration.Docker;

/// <summary>The same policy gives the same cells with both engines, verdict by verdict, with every protection alone and all together.</summary>
public sealed class ParityTests
{
    private static readonly string[] EveryProtection =
    [
        .. ProtectionNames.All.Select(name => name.Text()),
    ];

    public static TheoryData<string> Lists { get; } = [.. ParityPolicies.Lists.Keys];

    /// <summary>What differs in its answers alone is asked in the same containers.</summary>
    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Both_engines_show_the_same(string list)
    {
        DockerHere.SkipUnlessUsable();
        // The engine makes what is missing by the project's scripts.
        Environment.SetEnvironmentVariable("HLAB_ROOT", Repository.Root);
        await using var containers = new LabThatIsReset();
        foreach (var policy in ParityPolicies.Of(list))
        {
            var embedded = await ProveAsync(policy, "netns");
            var contained = await ProveAsync(policy, containers);

            ShouldAgree(policy, embedded, contained);
        }
        containers.Made.Should().Be(1);
    }

    [Fact]
    public async Task The_command_shows_the_same_with_either_engine()
    {
        DockerHere.SkipUnlessUsable();

        var embedded = await ProveAsync(WrittenPolicy.Lan, "netns");
        var contained = await ProveAsync(WrittenPolicy.Lan, "docker");

        ShouldAgree(WrittenPolicy.Lan, embedded, contained);
    }

    private static void ShouldAgree(WrittenPolicy policy, Proved embedded, Proved contained)
    {
        embedded.ShouldHold();
        contained.ShouldHold();
        embedded.Document.Engine.Should().Be("netns");
        contained.Document.Engine.Should().Be("docker");
        Verdicts(contained).Should().Equal(Verdicts(embedded));
        policy.ShouldBeShownBy(contained, EveryProtection);
    }

    private static Task<Proved> ProveAsync(WrittenPolicy policy, string engine) =>
        policy.ProveAsync(["--engine", engine, "--each", "--with", .. EveryProtection]);

    private static async Task<Proved> ProveAsync(WrittenPolicy policy, ILabEngine engine)
    {
        var proof = await Prover.ProveAsync(
            engine,
            new ProofRequest(
                PolicyReader.Read(policy.Text, "policy.yaml"),
                [.. ProtectionNames.All],
                Rules: [],
                IsEach: true,
                IsExhaustive: false,
                CellFilter.Everything
            ),
            progress: null,
            TestContext.Current.CancellationToken
        );
        var document = new StringWriter();
        JsonReport.Write(proof, document);
        return Proved.Read(new ExecResult(proof.Holds ? 0 : 1, document.ToString(), ""));
    }

    /// <summary>A line for each cell of each layer: who asked what, and what came of it.</summary>
    private static IEnumerable<string> Verdicts(Proved proved) =>
        from layer in proved.Document.Layers // --each was given
        let inForce = string.Join('+', layer.Protections)
        from cell in layer.Cells
        select $"{inForce}: {cell.Role} {cell.Name} {cell.Family}: {cell.Observed}";
}
