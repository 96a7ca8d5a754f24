using Hardening.Policies;
using HardeningLab.Matrices;
using HardeningLab.Probes;
using HardeningLab.Topologies;

namespace HardeningLab.Tests.Matrices;

public class CellTests
{
    [Fact]
    public void Only_the_expected_verdict_satisfies_or_any_way_of_keeping_out()
    {
        Verdict[] waysOut = [Verdict.Denied, Verdict.Dropped, Verdict.Rejected, Verdict.Closed];
        foreach (var expected in Enum.GetValues<Verdict>())
        {
            foreach (var observed in Enum.GetValues<Verdict>())
            {
                var conclusive = observed is Verdict.Allowed || waysOut.Contains(observed);
                var satisfied =
                    conclusive && expected == observed
                    || expected is Verdict.KeptOut && waysOut.Contains(observed);

                Some.Cell(expected: expected, observed: observed)
                    .Ok.Should()
                    .Be(satisfied, $"{expected} {observed}");
            }
        }
    }

    [Theory]
    [InlineData(2, "dump", "192.168.0.255/portmap/udp/v2.dump")]
    [InlineData(2, null, "192.168.0.255/portmap/udp/v2")]
    [InlineData(null, null, "192.168.0.255/portmap/udp")]
    public void The_name_leaves_out_what_the_service_lacks(
        int? version,
        string? procedure,
        string name
    ) => (Some.Cell() with { Version = version, Procedure = procedure }).Name.Should().Be(name);

    [Fact]
    public void Every_value_has_a_word_of_its_own()
    {
        Distinct(Enum.GetValues<Verdict>().Select(verdict => verdict.Text()));
        Distinct(Enum.GetValues<HardeningLab.Topologies.Role>().Select(role => role.Text()));
        Distinct(Enum.GetValues<Transport>().Select(transport => transport.Text()));
        Distinct(Enum.GetValues<Hardening.Addresses.IpFamily>().Select(family => family.Text()));
        Distinct(Enum.GetValues<Hardening.Analysis.Severity>().Select(severity => severity.Text()));

        static void Distinct(IEnumerable<string> words) =>
            words
                .Should()
                .OnlyHaveUniqueItems()
                .And.OnlyContain(word =>
                    word.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-')
                );
    }
}
