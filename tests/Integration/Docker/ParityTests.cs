using Integration.Prove;

namespace Integration.Docker;

/// <summary>The same policy gives the same cells with both engines, verdict by verdict, with every protection alone and all together.</summary>
public sealed class ParityTests
{
    private static readonly string[] EveryProtection =
    [
        "tcp-wrappers",
        "iptables",
        "iptables-legacy",
        "nftables",
    ];

    public static TheoryData<string> Policies { get; } = [.. ParityPolicies.All.Keys];

    [Theory]
    [MemberData(nameof(Policies))]
    public async Task Both_engines_show_the_same(string name)
    {
        DockerHere.SkipUnlessUsable();
        var policy = ParityPolicies.All[name];

        var embedded = await ProveAsync(policy, "netns");
        var contained = await ProveAsync(policy, "docker");

        embedded.ShouldHold();
        contained.ShouldHold();
        embedded.Document.Engine.Should().Be("netns");
        contained.Document.Engine.Should().Be("docker");
        Verdicts(contained).Should().Equal(Verdicts(embedded));
        policy.ShouldBeShownBy(contained, EveryProtection);
    }

    private static Task<Proved> ProveAsync(WrittenPolicy policy, string engine) =>
        policy.ProveAsync(["--engine", engine, "--each", "--with", .. EveryProtection]);

    /// <summary>A line for each cell of each layer: who asked what, and what came of it.</summary>
    private static IEnumerable<string> Verdicts(Proved proved) =>
        from layer in proved.Document.Layers // --each was given
        let inForce = string.Join('+', layer.Protections)
        from cell in layer.Cells
        select $"{inForce}: {cell.Role} {cell.Name} {cell.Family}: {cell.Observed}";
}
