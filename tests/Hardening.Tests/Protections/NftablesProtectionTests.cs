using CsCheck;
using Hardening.Policies;
using Hardening.Protections;
using Hardening.Rulesets.Nftables.Printing;
using Hardening.Rulesets.Nftables.Reading;

namespace Hardening.Tests.Protections;

public sealed class NftablesProtectionTests
{
    [Fact]
    public void A_small_policy_is_one_table_that_replaces_itself()
    {
        NftablesProtection
            .Rulesets(IptablesProtectionTests.Small(Otherwise.Reject))[0]
            .Text.Should()
            .Be(
                """
                # HardeningLab, policy "small"
                # Load it with: nft -f
                table inet hardeninglab
                delete table inet hardeninglab
                table inet hardeninglab {
                    set ipv4-portmap {
                        type ipv4_addr
                        flags interval
                        elements = {
                            192.168.1.0/24
                        }
                    }
                    set ipv6-portmap {
                        type ipv6_addr
                        flags interval
                    }
                    chain service-portmap {
                        iifname "lo" return
                        ip saddr @ipv4-portmap return
                        ip6 saddr @ipv6-portmap return
                        meta l4proto tcp reject with tcp reset
                        reject with icmpx type port-unreachable
                    }
                    chain input {
                        type filter hook input priority filter - 10; policy accept;
                        tcp dport 111 goto service-portmap
                        udp dport 111 goto service-portmap
                    }
                }

                """
            );
    }

    [Fact]
    public void Every_packet_meets_the_policy_s_answer_and_every_text_is_read_back()
    {
        // The largest piece stands for no limit.
        Gen.Select(PolicyGenerator.Policies, Gen.OneOf(Gen.Const(int.MaxValue), Gen.Int[1, 50]))
            .Sample(
                (policy, maxElements) =>
                {
                    var files = NftablesProtection.Rulesets(policy, maxElements);
                    var rulesets = files
                        .Select(file => DocumentReader.Read(file.Name, file.Text))
                        .ToList();
                    Assert.Equal(
                        files.Select(file => file.Text),
                        rulesets.Select(document =>
                            DocumentPrinter.Print(
                                document,
                                new PrintStyle(Layout: TextLayout.Lines)
                            )
                        )
                    );
                    var rules = new NftablesEvaluator(rulesets);
                    foreach (var packet in PolicyAnswer.Packets(policy))
                    {
                        var denial = rules.Denial(packet);
                        Assert.Equal(PolicyAnswer.Denies(policy, packet), denial is not null);
                        Assert.True(denial is null || Fits(policy.Otherwise, packet, denial));
                    }
                },
                iter: 30
            );
    }

    [Fact]
    public void Until_the_last_piece_is_loaded_no_more_than_the_policy_s_packets_pass()
    {
        var policy = LargePolicy.Of(2_000);
        var rulesets = NftablesProtection
            .Rulesets(policy, 300)
            .Select(file => DocumentReader.Read(file.Name, file.Text))
            .ToList();
        rulesets.Should().HaveCountGreaterThan(6);
        var half = new NftablesEvaluator(rulesets.Take(3));
        PolicyAnswer
            .Packets(policy)
            .Where((_, i) => i % 11 == 0)
            .Should()
            .OnlyContain(packet =>
                !PolicyAnswer.Denies(policy, packet) || half.Denial(packet) != null
            );
    }

    [Fact]
    public void A_piece_has_at_least_one_element()
    {
        var rulesets = () => NftablesProtection.Rulesets(LargePolicy.Of(10), 0);
        rulesets.Should().Throw<ArgumentOutOfRangeException>();
    }

    private static bool Fits(Otherwise otherwise, Packet packet, string denial) =>
        (otherwise, packet.Transport, denial) switch
        {
            (Otherwise.Drop, _, var text) => text.EndsWith("drop", StringComparison.Ordinal),
            (Otherwise.Reject, "tcp", "reject with tcp reset") => true,
            (Otherwise.Reject, "udp", "reject with icmpx type port-unreachable") => true,
            _ => false,
        };
}
