using Hardening.Analysis.Differences;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Translation;
using Hardening.Rulesets;

namespace Hardening.Tests.Analysis.Translation.Ethernet;

/// <summary>What ebtables and arptables say of frames, beside what nft says of them.</summary>
public sealed class FrameFilterTests
{
    [Theory]
    [InlineData("-p ARP --arp-op Reply", "ether type arp arp operation reply")]
    [InlineData(
        "-p ARP ! --arp-ip-src 10.0.0.0/8 --arp-htype 1",
        "ether type arp arp saddr ip != 10.0.0.0/8 arp htype 1"
    )]
    [InlineData(
        "-p IPv4 --ip-proto icmp ! --ip-icmp-type 3/1:2",
        "ether type ip ip protocol icmp icmp type != 3",
        "frame"
    )]
    [InlineData("-s Broadcast", "ether saddr ff:ff:ff:ff:ff:ff")]
    [InlineData("--among-dst 1:2:3:4:5:6,2:3:4:5:6:7", "ether daddr { 1:2:3:4:5:6, 2:3:4:5:6:7 }")]
    [InlineData("-p Length", "ether type < 0x600")]
    [InlineData("! -p Length", "ether type >= 0x600")]
    [InlineData("! -p IPv6", "ether type != ip6")]
    [InlineData("-p 0x86dc", "ether type 0x86dc")]
    [InlineData("! -p 0x86dc", "ether type != { 0x86dc }")]
    [InlineData("! -p 0x86dc", "ether type != { 0x86dc, 0x86dd }", "frame of IPv6")]
    [InlineData(
        "-d 1:2:3:4:0:0/ff:ff:ff:ff:0:0",
        "ether daddr and ff:ff:ff:ff:00:00 == 01:02:03:04:00:00"
    )]
    [InlineData("--logical-in br+ ! --pkttype-type host", "meta ibrname br* meta pkttype != host")]
    public void A_rule_of_ebtables_is_one_of_nft(string rule, string nft, string? differs = null)
    {
        var found = Compare(
            RulesetKind.Ebtables,
            $"*filter\n:FORWARD ACCEPT\n-A FORWARD {rule} -j DROP\n",
            $"table bridge filter {{ chain FORWARD {{ type filter hook forward priority -200; {nft} drop; }}; }}\n"
        );

        (found.Count == 0).Should().Be(differs is null, string.Join('\n', found));
    }

    [Theory]
    [InlineData(
        "-s 10.0.0.1 --opcode Request",
        "arp htype 1 arp hlen 6 arp plen 4 arp saddr ip 10.0.0.1 arp operation request"
    )]
    [InlineData(
        "! -d 10.0.0.0/8 --h-length 5 --proto-type ipv4",
        "arp htype 1 arp hlen 5 arp plen 4 arp ptype ip arp daddr ip != 10.0.0.0/8"
    )]
    [InlineData(
        "-s 10.0.0.1,10.0.0.3 --h-type 2",
        "arp htype 2 arp hlen 6 arp plen 4 arp saddr ip { 10.0.0.1, 10.0.0.3 }"
    )]
    public void A_rule_of_arptables_is_one_of_nft(string rule, string nft) =>
        Compare(
                RulesetKind.Arptables,
                $"*filter\n:INPUT ACCEPT\n-A INPUT {rule} -j DROP\n",
                $"table arp filter {{ chain INPUT {{ type filter hook input priority 0; {nft} drop; }}; }}\n"
            )
            .Should()
            .BeEmpty();

    [Fact]
    public void A_chain_of_ones_own_ends_in_its_policy() =>
        Compare(
                RulesetKind.Ebtables,
                """
                *filter
                :INPUT ACCEPT
                :open ACCEPT
                :closed DROP
                :back RETURN
                -A INPUT -i one -j open
                -A INPUT -i two -j back
                -A INPUT -i three -j closed
                -A INPUT -j DROP

                """,
                """
                table bridge filter {
                    chain INPUT {
                        type filter hook input priority -200;
                        iifname "one" accept
                        drop
                    }
                }

                """
            )
            .Should()
            .BeEmpty();

    [Fact]
    public void What_is_written_into_a_frame_is_asked_behind_it() =>
        Compare(
                RulesetKind.Ebtables,
                """
                *filter
                :INPUT ACCEPT
                -A INPUT -i one -j mark --mark-or 0x6 --mark-target CONTINUE
                -A INPUT -i one -j mark --mark-and 0x2 --mark-target CONTINUE
                -A INPUT -i one --mark 2 -j DROP

                """,
                "table bridge filter { chain INPUT { type filter hook input priority -200; iifname one drop; }; }\n"
            )
            .Should()
            .BeEmpty();

    [Fact]
    public void A_difference_of_frames_is_told_as_one()
    {
        var found = Compare(
            RulesetKind.Ebtables,
            "*filter\n:INPUT ACCEPT\n-A INPUT -p 802_1Q --vlan-id 7 -j DROP\n",
            "table bridge filter { }\n"
        );

        found
            .Should()
            .Equal(
                "Bridge in: frame of type 0x8100 on eth0 with vlan id 7 [ether type 0x8100, vlan id 7]"
            );
    }

    [Fact]
    public void A_rule_that_is_refused_is_named_with_its_place()
    {
        var reading = () =>
            FilterReader.ReadWithFrames([
                new RulesetFile(
                    RulesetKind.Ebtables,
                    "rules",
                    "*filter\n-A INPUT -i lo --ip-src 1.2.3.4\n"
                ),
            ]);

        reading
            .Should()
            .Throw<InputException>()
            .WithMessage("rules:2:32: found --ip-src without it, expected -p IPv4");
    }

    private static List<string> Compare(RulesetKind kind, string text, string nft) =>
        [
            .. FilterReader
                .ReadWithFrames([new RulesetFile(kind, "old", text)])
                .Zip(
                    FilterReader.ReadWithFrames([new RulesetFile(RulesetKind.Nftables, "new", nft)])
                )
                .Where(both => both.First.Layer != FilterLayer.Ip)
                .SelectMany(both => FilterComparison.Compare(both.First, both.Second))
                .Select(one =>
                    $"{one.Layer} {one.Way}: {one.Boxes[0].Packet} [{one.Boxes[0].Text}]"
                ),
        ];
}
