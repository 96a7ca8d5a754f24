using CsCheck;
using Hardening.Addresses;
using Hardening.Policies;
using Hardening.Protections;
using Hardening.Rulesets.Iptables;

namespace Hardening.Tests.Protections;

public sealed class IptablesProtectionTests
{
    [Fact]
    public void A_small_policy_is_one_section_with_the_jump_last()
    {
        IptablesProtection
            .File(Small(Otherwise.Drop), IpFamily.IPv4)
            .Text.Should()
            .Be(
                """
                # HardeningLab, policy "small"
                # Load it with: iptables-restore --noflush
                *filter
                :HLAB-portmap - [0:0]
                :HLAB - [0:0]
                -A HLAB-portmap -i lo -j RETURN
                -A HLAB-portmap -s 192.168.1.0/24 -j RETURN
                -A HLAB-portmap -j DROP
                -A HLAB -p tcp -m tcp --dport 111 -g HLAB-portmap
                -A HLAB -p udp -m udp --dport 111 -g HLAB-portmap
                -I INPUT 1 -j HLAB
                COMMIT

                """
            );
    }

    [Fact]
    public void A_published_port_is_known_by_what_it_was_before_it_was_passed_on()
    {
        var text = IptablesProtection
            .File(Small(Otherwise.Drop) with { GuardsPublishedPorts = true }, IpFamily.IPv4)
            .Text;
        text.Should()
            .EndWith(
                """
                -A HLAB/docker -p tcp -m conntrack --ctstate DNAT --ctorigdstport 111 --ctdir ORIGINAL -g HLAB-portmap
                -A HLAB/docker -p udp -m conntrack --ctstate DNAT --ctorigdstport 111 --ctdir ORIGINAL -g HLAB-portmap
                -I INPUT 1 -j HLAB
                -I DOCKER-USER 1 -j HLAB/docker
                COMMIT

                """
            );
    }

    [Fact]
    public void Without_sources_of_IPv6_the_service_is_closed_there()
    {
        IptablesProtection
            .File(Small(Otherwise.Reject), IpFamily.IPv6)
            .Text.Should()
            .Be(
                """
                # HardeningLab, policy "small"
                # Load it with: ip6tables-restore --noflush
                *filter
                :HLAB-portmap - [0:0]
                :HLAB - [0:0]
                -A HLAB-portmap -i lo -j RETURN
                -A HLAB-portmap -p tcp -j REJECT --reject-with tcp-reset
                -A HLAB-portmap -j REJECT --reject-with icmp6-port-unreachable
                -A HLAB -p tcp -m tcp --dport 111 -g HLAB-portmap
                -A HLAB -p udp -m udp --dport 111 -g HLAB-portmap
                -I INPUT 1 -j HLAB
                COMMIT

                """
            );
    }

    [Fact]
    public void Every_packet_meets_the_policy_s_answer()
    {
        PolicyGenerator.Policies.Sample(
            policy =>
            {
                foreach (var family in Enum.GetValues<IpFamily>())
                {
                    var rules = new IptablesEvaluator(IptablesProtection.Ruleset(policy, family));
                    foreach (var packet in PolicyAnswer.Packets(policy).Where(Is(family)))
                    {
                        var denial = rules.Denial(packet);
                        Assert.Equal(PolicyAnswer.Denies(policy, packet), denial is not null);
                        Assert.True(denial is null || Fits(policy.Otherwise, packet, denial));
                    }
                }
            },
            iter: 25
        );
    }

    [Fact]
    public void What_is_printed_is_read_back()
    {
        PolicyGenerator.Policies.Sample(
            policy =>
            {
                foreach (var family in Enum.GetValues<IpFamily>())
                {
                    var ruleset = IptablesProtection.Ruleset(policy, family);
                    var text = RulesetPrinter.Print(ruleset);
                    Assert.Equal(ruleset, RulesetReader.Read(family, "f", text));
                }
            },
            iter: 25
        );
    }

    [Fact]
    public void Ten_thousand_prefixes_cost_a_packet_few_rules()
    {
        var policy = LargePolicy.Of(10_000);
        var ruleset = IptablesProtection.Ruleset(policy, IpFamily.IPv4);
        var rules = new IptablesEvaluator(ruleset);
        foreach (var packet in PolicyAnswer.Packets(policy).Where(Is(IpFamily.IPv4)))
        {
            Assert.Equal(PolicyAnswer.Denies(policy, packet), rules.Denial(packet) is not null);
        }
        rules.MostRules.Should().BeLessThan(120);
        ruleset.Sections.Should().OnlyContain(section => section.Commands.Count <= 400);
    }

    [Fact]
    public void The_kernel_s_limit_of_16_chains_holds_for_prefixes_that_lie_badly()
    {
        var rules = new IptablesEvaluator(
            IptablesProtection.Ruleset(LargePolicy.Nested(), IpFamily.IPv6)
        );
        foreach (var packet in PolicyAnswer.Packets(LargePolicy.Nested()).Where(Is(IpFamily.IPv6)))
        {
            rules.Denial(packet);
        }
        rules.MostChains.Should().BeGreaterThan(3).And.BeLessThan(15);
    }

    [Fact]
    public void Half_loaded_over_another_policy_no_service_is_open()
    {
        var old = LargePolicy.Of(2_000);
        var wanted = LargePolicy.Of(3_000);
        var rules = new IptablesEvaluator(IptablesProtection.Ruleset(old, IpFamily.IPv4));
        var packets = PolicyAnswer
            .Packets(wanted)
            .Where(Is(IpFamily.IPv4))
            .Where((_, i) => i % 7 == 0)
            .ToList();
        foreach (var section in IptablesProtection.Ruleset(wanted, IpFamily.IPv4).Sections)
        {
            var before = packets.Select(packet => PolicyAnswer.Denies(old, packet));
            rules.Load(section);
            foreach (var packet in packets)
            {
                var denied = rules.Denial(packet) is not null;
                Assert.True(
                    denied == PolicyAnswer.Denies(old, packet)
                        || denied == PolicyAnswer.Denies(wanted, packet)
                );
            }
        }
        Assert.All(
            packets,
            packet =>
                Assert.Equal(PolicyAnswer.Denies(wanted, packet), rules.Denial(packet) is not null)
        );
    }

    [Fact]
    public void Hundreds_of_endpoints_are_dispatched_in_parts()
    {
        var services = Enumerable
            .Range(0, 20)
            .Select(index => new ProtectedService(
                new Service(
                    $"s{index}",
                    [
                        .. Enumerable
                            .Range(1000 + 100 * index, 40)
                            .Select(port => new Endpoint(Transport.Tcp, (ushort)port)),
                    ]
                ),
                [Prefix.Parse("10.0.0.0/8")]
            ));
        var policy = Small(Otherwise.Drop) with { Services = services.ToEquatableArray() };
        var ruleset = IptablesProtection.Ruleset(policy, IpFamily.IPv4);
        var rules = new IptablesEvaluator(ruleset);
        rules
            .Denial(new(Address.Parse("11.0.0.0"), "tcp", 2939, false))
            .Should()
            .Be(new Target.Drop());
        rules.Denial(new(Address.Parse("10.0.0.0"), "tcp", 2939, false)).Should().BeNull();
        rules.Denial(new(Address.Parse("11.0.0.0"), "tcp", 2940, false)).Should().BeNull();
        ruleset.Sections.Should().OnlyContain(section => section.Commands.Count <= 400);
    }

    private static Func<Packet, bool> Is(IpFamily family) =>
        packet => packet.Source.Family == family;

    private static bool Fits(Otherwise otherwise, Packet packet, Target denial) =>
        (otherwise, packet.Transport, denial) switch
        {
            (Otherwise.Drop, _, Target.Drop) => true,
            (Otherwise.Reject, "tcp", Target.RejectWith { With: "tcp-reset" }) => true,
            (Otherwise.Reject, "udp", Target.RejectWith { With: "icmp-port-unreachable" }) => packet
                .Source
                .Family == IpFamily.IPv4,
            (Otherwise.Reject, "udp", Target.RejectWith { With: "icmp6-port-unreachable" }) =>
                packet.Source.Family == IpFamily.IPv6,
            _ => false,
        };

    internal static Policy Small(Otherwise otherwise) =>
        new(
            "small",
            [new(Catalogue.Portmap, [Prefix.Parse("192.168.1.0/24")])],
            true,
            otherwise,
            [ProtectionName.Iptables]
        );
}
