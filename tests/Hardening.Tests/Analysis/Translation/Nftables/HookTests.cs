using Hardening.Addresses;
using Hardening.Analysis.Differences;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Translation;
using Hardening.Rulesets;

namespace Hardening.Tests.Analysis.Translation.Nftables;

/// <summary>What a rule means depends on where its chain is asked.</summary>
public sealed class HookTests
{
    private const string Raw =
        "table ip t {\n\tchain c {\n\t\ttype filter hook prerouting priority raw; policy drop;\n\t\t";

    [Theory]
    // Whatever comes from elsewhere is invalid there, or untracked.
    [InlineData("ct state new,established iifname != \"lo\" accept", "drop")]
    [InlineData(
        "ct state { invalid, untracked } iifname != \"lo\" accept",
        "iifname != \"lo\" accept"
    )]
    [InlineData("ct mark 5 accept", "iifname \"lo\" ct mark 5 accept")]
    [InlineData(
        "notrack ct state untracked accept",
        "iifname != \"lo\" accept\nct state { untracked, invalid } accept"
    )]
    public void Before_conntrack_nothing_that_comes_in_has_a_connection(string one, string other) =>
        Same(Raw + one + "\n\t}\n}\n", Raw + other + "\n\t}\n}\n").Should().BeTrue();

    [Fact]
    public void A_chain_that_is_asked_before_conntrack_and_behind_it_is_two()
    {
        const string Shared =
            "table ip t {\n\tchain tracked {\n\t\tct state invalid drop\n\t}\n\tchain r {\n\t\ttype filter hook prerouting priority raw;\n\t\tiifname \"eth0\" tcp dport 22 jump tracked\n\t}\n\tchain i {\n\t\ttype filter hook input priority 0;\n\t\tjump tracked\n\t}\n}\n";
        const string Plain =
            "table ip t {\n\tchain r {\n\t\ttype filter hook prerouting priority raw;\n\t\tiifname \"eth0\" tcp dport 22 ct state != untracked drop\n\t}\n\tchain i {\n\t\ttype filter hook input priority 0;\n\t\tct state invalid drop\n\t}\n}\n";
        Same(Shared, Plain).Should().BeTrue();
    }

    [Fact]
    public void A_chain_of_a_device_is_met_by_packets_of_that_device_alone()
    {
        const string Device =
            "table netdev n {\n\tchain c {\n\t\ttype filter hook ingress devices = { \"eth0\", \"lo\" } priority 0;\n\t\tip saddr 10.0.0.1 drop\n\t}\n}\n";
        const string Input =
            "table ip t {\n\tchain c {\n\t\ttype filter hook prerouting priority raw;\n\t\tiifname { \"eth0\", \"lo\" } ip saddr 10.0.0.1 drop\n\t}\n}\n";
        Same(Device, Input).Should().BeTrue();
        Same(Device, Input.Replace(", \"lo\"", "", StringComparison.Ordinal)).Should().BeFalse();
    }

    [Fact]
    public void A_chain_at_egress_keeps_packets_from_going_out()
    {
        const string Device =
            "table netdev n {\n\tchain c {\n\t\ttype filter hook egress device \"eth0\" priority 0;\n\t\tip daddr 10.0.0.1 drop\n\t}\n}\n";
        const string Post =
            "table ip t {\n\tchain c {\n\t\ttype filter hook postrouting priority 0;\n\t\toifname \"eth0\" ip daddr 10.0.0.1 drop\n\t}\n}\n";
        Same(Device, Post).Should().BeTrue();
    }

    [Fact]
    public void A_chain_of_nat_tells_its_work_by_the_status_of_the_connection() =>
        Same(
                "table ip n {\n\tchain p {\n\t\ttype nat hook prerouting priority dstnat;\n\t\ttcp dport 8080 dnat to 10.0.0.1:80\n\t}\n\tchain i {\n\t\ttype filter hook input priority 0; policy drop;\n\t\tct state new ct status dnat accept\n\t}\n}\n",
                "table ip n {\n\tchain i {\n\t\ttype filter hook input priority 0; policy drop;\n\t\tct state new tcp dport 8080 accept\n\t}\n}\n"
            )
            .Should()
            .BeTrue();

    [Fact]
    public void A_destination_by_a_map_is_what_the_map_has() =>
        Same(
                "table ip n {\n\tchain p {\n\t\ttype nat hook prerouting priority dstnat;\n\t\tdnat to ip saddr map { 10.0.0.1 : 10.1.0.1, 10.0.0.2 : 10.1.0.2 }\n\t}\n\tchain i {\n\t\ttype filter hook input priority 0; policy drop;\n\t\tct state new ip saddr 10.0.0.0/30 ip daddr 10.1.0.2 accept\n\t}\n}\n",
                "table ip n {\n\tchain i {\n\t\ttype filter hook input priority 0; policy drop;\n\t\tct state new ip saddr 10.0.0.2 accept\n\t\tct state new ip daddr 10.1.0.2 ip saddr { 10.0.0.0, 10.0.0.3 } accept\n\t}\n}\n"
            )
            .Should()
            .BeTrue();

    [Fact]
    public void Of_fragments_only_the_first_has_what_is_behind_ip()
    {
        const string Head =
            "table ip t {\n\tchain c {\n\t\ttype filter hook input priority 0; policy drop;\n\t\t";
        Same(
                Head + "tcp dport != 22 accept\n\t}\n}\n",
                Head
                    + "ip frag-off & 0x1fff != 0 drop\n\t\ttcp dport 22 drop\n\t\tmeta l4proto tcp accept\n\t}\n}\n"
            )
            .Should()
            .BeTrue();
    }

    [Theory]
    [InlineData(15, true)]
    [InlineData(16, false)]
    public void Chains_are_nested_as_deep_as_the_kernel_lets_them(int nested, bool isTaken)
    {
        var chains = Enumerable
            .Range(1, nested)
            .Select(number =>
                number == nested
                    ? $"\tchain c{number} {{ accept; }}\n"
                    : $"\tchain c{number} {{ jump c{number + 1}; }}\n"
            );
        var read = () =>
            Read(
                $"table ip t {{\n{string.Concat(chains)}\tchain in {{\n\t\ttype filter hook input priority 0;\n\t\tjump c1\n\t}}\n}}\n"
            );
        if (isTaken)
        {
            read.Should().NotThrow();
        }
        else
        {
            read.Should()
                .Throw<InputException>()
                .WithMessage("t.nft:16:1: found a chain nested 17 deep below in, * at most 16:*");
        }
    }

    private static IReadOnlyList<PacketFilter> Read(string text) =>
        FilterReader.Read([new RulesetFile(RulesetKind.Nftables, "t.nft", text)]);

    private static bool Same(string one, string other) =>
        !FilterComparison
            .Compare(
                Read(one).Single(filter => filter.Family == IpFamily.IPv4),
                Read(other).Single(filter => filter.Family == IpFamily.IPv4)
            )
            .Any();
}
