using Hardening.Analysis;
using Hardening.Policies;
using HardeningLab.Matrices;
using HardeningLab.Probes;

namespace HardeningLab.Tests.Matrices;

public class ProofTests
{
    private static readonly Cell Right = Some.Cell();
    private static readonly Cell Wrong = Some.Cell(observed: Verdict.Allowed);
    private static readonly Cell Unclear = Some.Cell(observed: Verdict.Inconclusive);
    private static readonly Cell Failed = Some.Cell(observed: Verdict.Error);

    [Fact]
    public void It_holds_when_every_cell_is_as_expected() =>
        Judge(Some.Proof(Right, Right)).Should().Be((true, 0));

    [Fact]
    public void One_wrong_cell_breaks_it() =>
        Judge(Some.Proof(Right, Wrong)).Should().Be((false, 1));

    [Fact]
    public void What_is_inconclusive_satisfies_nothing() =>
        Judge(Some.Proof(Right, Unclear)).Should().Be((false, 1));

    [Fact]
    public void A_failed_lab_says_nothing_of_the_policy() =>
        Judge(Some.Proof(Wrong, Failed)).Should().Be((false, 3));

    [Fact]
    public void No_cells_prove_nothing() => Judge(Some.Proof()).Should().Be((false, 3));

    [Theory]
    [InlineData(Severity.Note, true, 0)]
    [InlineData(Severity.Warning, true, 0)]
    [InlineData(Severity.Error, false, 1)]
    public void Only_a_finding_of_severity_error_breaks_it(
        Severity severity,
        bool holds,
        int exitCode
    ) =>
        Judge(Some.Proof(Right) with { Findings = [new("id", severity, null, null, "m", null)] })
            .Should()
            .Be((holds, exitCode));

    [Fact]
    public void Every_layer_must_hold()
    {
        Judge(WithLayer(Right)).Should().Be((true, 0));
        Judge(WithLayer(Right, Wrong)).Should().Be((false, 1));
        Judge(WithLayer(Failed)).Should().Be((false, 3));
        Judge(WithLayer()).Should().Be((false, 3));
    }

    private static Proof WithLayer(params Cell[] cells) =>
        Some.Proof(Right) with
        {
            Layers = [new([ProtectionName.Iptables], [.. cells])],
        };

    private static (bool, int) Judge(Proof proof) => (proof.Holds, proof.ExitCode);
}
