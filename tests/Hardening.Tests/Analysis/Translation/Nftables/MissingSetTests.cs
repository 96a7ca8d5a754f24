using Hardening.Analysis.Linting;
using Hardening.Analysis.Translation;
using Hardening.Rulesets;

namespace Hardening.Tests.Analysis.Translation.Nftables;

public sealed class MissingSetTests
{
    private static readonly RulesetFile[] Files =
    [
        new(
            RulesetKind.Nftables,
            "t.nft",
            "table inet t {\n\tchain c {\n\t\ttype filter hook input priority 0; policy drop;\n\t\tip saddr @friends accept\n\t\ttcp dport vmap @ports\n\t\tadd @seen { ip saddr }\n\t}\n}\n"
        ),
    ];

    [Fact]
    public void A_set_that_no_text_makes_is_a_finding_of_lint() =>
        Linter
            .Lint(Files)
            .Where(finding => finding.Id == "set-missing")
            .Select(finding => finding.Line)
            .Should()
            .Equal(4, 5, 6);

    [Fact]
    public void A_set_that_no_text_makes_is_an_error_of_a_proof()
    {
        var read = () => FilterReader.Read(Files);
        read.Should()
            .Throw<InputException>()
            .WithMessage(
                "t.nft:4:12: unknown set or map \"friends\": the table declares none; declare it in the table that asks for it"
            );
    }
}
