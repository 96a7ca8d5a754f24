using Hardening.Changes;

namespace Hardening.Tests.Changes;

public sealed class PartTextTests
{
    [Fact]
    public void What_iptables_save_lists_is_what_was_loaded()
    {
        const string loaded = """
            # a comment
            *filter
            :HLAB-portmap - [0:0]
            -A HLAB-portmap -i lo -j RETURN
            -A HLAB-portmap -j DROP
            COMMIT
            *filter
            :HLAB - [0:0]
            -A HLAB -p tcp -m tcp --dport 111 -g HLAB-portmap
            -I INPUT 1 -j HLAB
            COMMIT
            """;
        const string listed = """
            *filter
            :HLAB - [0:0]
            :HLAB-portmap - [0:0]
            -A HLAB -p tcp -m tcp --dport 111 -g HLAB-portmap
            -A HLAB-portmap -i lo -j RETURN
            -A HLAB-portmap -j DROP
            -I INPUT 1 -j HLAB
            COMMIT
            """;

        Canonical(PartName.Iptables, listed).Should().Equal(Canonical(PartName.Iptables, loaded));
    }

    [Fact]
    public void The_order_of_rules_within_a_chain_counts()
    {
        Canonical(PartName.Iptables, "-A HLAB -j DROP\n-A HLAB -i lo -j RETURN\n")
            .Should()
            .NotEqual(Canonical(PartName.Iptables, "-A HLAB -i lo -j RETURN\n-A HLAB -j DROP\n"));
    }

    [Fact]
    public void Where_nft_breaks_its_lines_does_not_count()
    {
        Canonical(
                PartName.Nftables,
                "table inet hardeninglab {\n\tset a {\n\t\telements = { 10.0.0.1,\n\t\t\t     10.0.0.2 }\n\t}\n}\n"
            )
            .Should()
            .Equal(
                Canonical(
                    PartName.Nftables,
                    "# comment\ntable inet hardeninglab\ndelete table inet hardeninglab\ntable inet hardeninglab {\n    set a {\n        elements = {\n            10.0.0.1,\n            10.0.0.2\n        }\n    }\n}\n"
                )
            );
    }

    [Theory]
    [InlineData("-A HLAB-portmap -s 0.0.0.0/0 -j RETURN", "-A HLAB-portmap -j RETURN")]
    [InlineData("-A HLAB-portmap -s ::/0 -j RETURN", "-A HLAB-portmap -j RETURN")]
    public void Everybody_is_no_match(string loaded, string listed)
    {
        Canonical(PartName.Iptables, listed).Should().Equal(Canonical(PartName.Iptables, loaded));
    }

    [Theory]
    [InlineData("reject with icmpx type port-unreachable")]
    [InlineData("reject with icmpx port-unreachable")]
    public void The_usual_rejection_has_several_spellings(string loaded)
    {
        Canonical(PartName.Nftables, "table inet hardeninglab {\n\treject\n}\n")
            .Should()
            .Equal(Canonical(PartName.Nftables, $"table inet hardeninglab {{\n\t{loaded}\n}}\n"));
    }

    private static IReadOnlyList<string> Canonical(PartName part, string text) =>
        PartText.Canonical(part, text);
}
