using Hardening.Analysis;
using Hardening.Analysis.Differences;
using Hardening.Analysis.Linting;
using Hardening.Analysis.Mending;
using Hardening.Analysis.Translation;
using Hardening.Rulesets;

namespace Hardening.Tests.Analysis.Linting;

/// <summary>What lint says of the rules of others; each kind of it was looked at by hand once.</summary>
public sealed class CorpusTests
{
    [Fact]
    public void Nothing_worse_than_rules_that_never_count_is_said_of_what_ufw_writes()
    {
        var found = WrittenRules.Ufw().SelectMany(file => Linter.Lint([file])).ToList();

        found
            .Select(finding => (finding.Id, finding.Severity))
            .Distinct()
            .Should()
            .BeSubsetOf([
                ("shadowed-rule", Severity.Warning),
                // `ufw allow from ::1`.
                ("loopback-by-address", Severity.Warning),
                ("redundant-rule", Severity.Note),
                ("correlated-rules", Severity.Note),
                ("generalised-rule", Severity.Note),
            ]);
        found.Should().Contain(finding => finding.Id == "shadowed-rule");
    }

    /// <summary>What iptables 1.8.9 refuses too, as ferm's own tests load nothing (each was asked of both of its variants).</summary>
    private static readonly string[] RefusedOfFerm =
    [
        // An address of IPv6 behind iptables.
        "address-magic.result",
        // The service ftp as a protocol.
        "conntrack.result",
        // The service http as a protocol.
        "def.result",
        // A target that only Jool's plugin brings.
        "jool_siit.result",
        // Ports with a colon between.
        "masquerade.result",
        "redirect.result",
        // --pid-owner, which is gone.
        "owner.result",
        // A variable of ferm's that a shell has not.
        "stringex.result",
    ];

    [Fact]
    public void Whatever_ferm_writes_is_judged_or_refused_with_its_place()
    {
        var refused = new List<string>();
        foreach (var file in WrittenRules.Ferm())
        {
            try
            {
                Linter.Lint([file]).Select(finding => finding.Id).Should().BeSubsetOf(Linter.Ids);
            }
            catch (InputException exception)
            {
                refused.Add(exception.Errors[0].File);
            }
        }
        refused.Should().BeEquivalentTo(RefusedOfFerm);
    }

    [Fact]
    public void What_is_mended_of_ufws_rules_is_the_same_filter()
    {
        var mended = 0;
        foreach (var file in WrittenRules.Ufw().Where((_, index) => index % 10 == 0))
        {
            var changed = Mender.Mend([file]).Changed;
            if (changed.Count > 0)
            {
                mended++;
                Differences([file], changed).Should().BeEmpty(file.Text);
            }
        }
        mended.Should().BeGreaterThan(0);
    }

    private static IEnumerable<FilterDifference> Differences(
        IReadOnlyList<RulesetFile> old,
        IReadOnlyList<RulesetFile> now
    ) =>
        FilterReader
            .Read(old)
            .Zip(FilterReader.Read(now), FilterComparison.Compare)
            .SelectMany(difference => difference);
}
