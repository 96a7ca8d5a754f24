using CsCheck;
using Hardening.Addresses;
using Hardening.Policies;
using Hardening.Protections;

namespace Hardening.Tests.Protections;

/// <summary>What the tools themselves say of the renderings, with the rights of an ordinary user.</summary>
[Trait("Category", "RealTools")]
public sealed class RealToolsTests
{
    public RealToolsTests() =>
        Assert.SkipUnless(NamespaceOfItsOwn.Missing is null, NamespaceOfItsOwn.Missing ?? "");

    [Fact]
    public void The_tools_accept_every_rendering()
    {
        PolicyGenerator.Policies.Sample(
            policy =>
                AssertRuns(
                    "iptables -N DOCKER-USER; ip6tables -N DOCKER-USER; iptables-restore --noflush --test $1; ip6tables-restore --noflush --test $2; nft -c -f $3",
                    Iptables(policy),
                    Ip6tables(policy),
                    NftablesProtection.Rulesets(policy)[0].Text
                ),
            iter: 15,
            threads: 1
        );
    }

    [Fact]
    public void What_the_tools_store_is_what_was_printed()
    {
        var policy = IptablesProtectionTests.Small(Otherwise.Reject);
        var saved = AssertRuns(
            "iptables-restore -n $1; iptables-restore -n $1; iptables-save",
            Iptables(policy)
        );
        saved
            .Should()
            .ContainAll(
                Iptables(policy)
                    .Split('\n')
                    .Where(line => line.StartsWith("-A", StringComparison.Ordinal))
            );
        saved.Split("-A INPUT -j HLAB").Should().HaveCount(3, "the second load only adds a jump");
    }

    [Fact]
    public void Ten_thousand_prefixes_load_twice_through_nf_tables()
    {
        var policy = LargePolicy.Of(10_000);
        AssertRuns(
            "for n in 1 2; do iptables-restore -n $1; ip6tables-restore -n $2; done",
            Iptables(policy),
            Ip6tables(policy)
        );
    }

    [Fact]
    public void Ten_thousand_prefixes_load_twice_through_x_tables()
    {
        var policy = LargePolicy.Of(10_000);
        AssertRuns(
            "for n in 1 2; do iptables-legacy-restore -n $1; ip6tables-legacy-restore -n $2; done",
            Iptables(policy),
            Ip6tables(policy)
        );
    }

    [Fact]
    public void Prefixes_that_lie_badly_load()
    {
        AssertRuns("ip6tables-restore -n $1", Ip6tables(LargePolicy.Nested()));
    }

    [Fact]
    public void Ten_thousand_prefixes_load_twice_in_pieces_of_a_thousand()
    {
        var files = NftablesProtection.Rulesets(LargePolicy.Of(10_000), 1000);
        files.Should().HaveCountGreaterThan(8);
        var listed = AssertRuns(
            "for n in 1 2; do for file; do nft -f $file; done; done; nft list ruleset",
            files.Select(file => file.Text)
        );
        listed.Should().Contain("table inet hardeninglab").And.Contain("drop");
    }

    [Fact]
    public void The_script_makes_the_same_rules_as_the_restore_files()
    {
        var policy = IptablesProtectionTests.Small(Otherwise.Reject);
        const string Save = "iptables-save | grep -v ^#; ip6tables-save | grep -v ^#";
        var script = AssertRuns($"sh -e $1; {Save}", ScriptProtection.File(policy).Text);
        var restore = AssertRuns(
            $"iptables-restore -n $1; ip6tables-restore -n $2; {Save}",
            Iptables(policy),
            Ip6tables(policy)
        );
        script.Should().Be(restore).And.Contain("-A HLAB-portmap -s 192.168.1.0/24 -j RETURN");
    }

    private static string AssertRuns(string script, params IEnumerable<string> texts)
    {
        var (code, output) = NamespaceOfItsOwn.Run($"{{ {script}; }}", texts);
        code.Should().Be(0, output);
        return output;
    }

    private static string Iptables(Policy policy) =>
        IptablesProtection.File(policy, IpFamily.IPv4).Text;

    private static string Ip6tables(Policy policy) =>
        IptablesProtection.File(policy, IpFamily.IPv6).Text;
}
