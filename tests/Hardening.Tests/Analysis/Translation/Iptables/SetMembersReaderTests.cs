using CsCheck;
using Hardening.Addresses;
using Hardening.Analysis.Flows;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Translation;
using Hardening.Rulesets;

namespace Hardening.Tests.Analysis.Translation.Iptables;

/// <summary>What ipset saves, asked by rules.</summary>
public sealed class SetMembersReaderTests
{
    private const string Tcp80To192 = "SourceAddress 192.0.2.1 L4Protocol 6 DestinationPort 80";

    [Theory]
    [InlineData("hash:ip", "192.0.2.1", "src", "SourceAddress 192.0.2.1", true)]
    [InlineData("hash:ip", "192.0.2.1", "dst", "SourceAddress 192.0.2.1", false)]
    [InlineData("hash:ip netmask 24", "192.0.2.0", "src", "SourceAddress 192.0.2.9", true)]
    [InlineData("hash:ip bitmask 255.255.0.0", "192.0.0.0", "src", "SourceAddress 192.0.2.9", true)]
    [InlineData("hash:net", "192.0.2.0/24", "src", "SourceAddress 192.0.3.0", false)]
    [InlineData("hash:ip family inet6", "2001:db8::1", "src", "SourceAddress 192.0.2.1", false)]
    [InlineData("hash:ip,port", "192.0.2.1,tcp:80", "src,dst", Tcp80To192, true)]
    [InlineData("hash:ip,port", "192.0.2.1,udp:80", "src,dst", Tcp80To192, false)]
    [InlineData("hash:ip,port", "192.0.2.1,tcp:79-81", "src,dst", Tcp80To192, true)]
    [InlineData("hash:ip,port", "192.0.2.1,tcp:80", "src", Tcp80To192, false)]
    [InlineData(
        "hash:ip,port",
        "192.0.2.1,gre:0",
        "src,src",
        "SourceAddress 192.0.2.1 L4Protocol 47 Fragment 2",
        true
    )]
    [InlineData("hash:ip,port", "192.0.2.1,tcp:80", "src,dst", Tcp80To192 + " Fragment 2", false)]
    [InlineData("hash:net,port", "192.0.0.0/16,tcp:80", "src,dst", Tcp80To192, true)]
    [InlineData(
        "hash:net,net",
        "192.0.0.0/16,10.0.0.0/8",
        "src,dst",
        "SourceAddress 192.0.2.1 DestinationAddress 10.1.1.1",
        true
    )]
    [InlineData(
        "hash:ip,port,net",
        "192.0.2.1,tcp:80,10.0.0.0/8",
        "src,dst,dst",
        Tcp80To192 + " DestinationAddress 11.0.0.0",
        false
    )]
    [InlineData("bitmap:port range 0-1024", "80", "dst", "L4Protocol 17 DestinationPort 80", true)]
    [InlineData(
        "bitmap:port range 0-1024",
        "80",
        "dst",
        "L4Protocol 132 DestinationPort 80",
        false
    )]
    [InlineData(
        "bitmap:ip range 192.0.2.0/24",
        "192.0.2.1-192.0.2.5",
        "src",
        "SourceAddress 192.0.2.4",
        true
    )]
    [InlineData(
        "hash:ip,mark",
        "192.0.2.1,0x63",
        "src,src",
        "SourceAddress 192.0.2.1 Mark 99",
        true
    )]
    [InlineData(
        "hash:ip,mark markmask 0xff",
        "192.0.2.1,0x63",
        "src,src",
        "SourceAddress 192.0.2.1 Mark 355",
        true
    )]
    public void A_packet_is_a_member_or_is_not(
        string type,
        string entry,
        string directions,
        string packet,
        bool isMember
    ) => Sure(Asked($"create s {type}\nadd s {entry}\n", directions), packet).Should().Be(isMember);

    [Theory]
    [InlineData("hash:net,iface", "10.0.0.0/8,eth0", "src,src", "InInterface is eth0")]
    [InlineData("hash:net,iface", "10.0.0.0/8,physdev:eth0", "src,dst", "BridgePortOut is eth0")]
    [InlineData("hash:net,iface", "10.0.0.0/8,eth wildcard", "src,src", "InInterface is eth*")]
    [InlineData("hash:mac", "02:00:00:00:00:0A", "src", "EthernetSource is 02:00:00:00:00:0a")]
    [InlineData(
        "hash:ip,mac",
        "192.0.2.1,02:00:00:00:00:0A",
        "src,src",
        "EthernetSource is 02:00:00:00:00:0a"
    )]
    [InlineData(
        "bitmap:ip,mac range 192.0.2.0/24",
        "192.0.2.1,02:00:00:00:00:0A",
        "src,dst",
        "or ()"
    )]
    [InlineData(
        "bitmap:ip,mac range 192.0.2.0/24",
        "192.0.2.1",
        "src,src",
        "[--match-set s src,src of set]"
    )]
    public void Cards_and_interfaces_are_asked_by_name(
        string type,
        string entry,
        string directions,
        string condition
    ) =>
        FilterText
            .Of(
                Filter($"create s {type}\nadd s {entry}\n", directions).Tables[0].Chains[0].Rules[0]
            )
            .Should()
            .ContainAny(condition, condition.Replace("or ", "", StringComparison.Ordinal));

    [Fact]
    public void The_narrowest_network_decides_and_a_range_is_several()
    {
        var set = Asked(
            "create s hash:net\nadd s 10.0.0.0-10.0.2.255\nadd s 10.0.0.0/24 nomatch\nadd s 10.0.0.128/25\n",
            "src"
        );
        Sure(set, "SourceAddress 10.0.0.1").Should().BeFalse();
        Sure(set, "SourceAddress 10.0.0.129").Should().BeTrue();
        Sure(set, "SourceAddress 10.0.1.1").Should().BeTrue();
        Sure(set, "SourceAddress 10.0.2.1").Should().BeTrue();
    }

    [Fact]
    public void The_narrowest_of_two_networks_decides_by_the_first()
    {
        var set = Asked(
            "create s hash:net,net\nadd s 10.0.0.0/16,0.0.0.0/0\nadd s 10.0.0.0/8,10.0.0.0/24 nomatch\n",
            "src,dst"
        );
        Sure(set, "SourceAddress 10.0.0.1 DestinationAddress 10.0.0.1").Should().BeTrue();
        Sure(set, "SourceAddress 10.1.0.1 DestinationAddress 10.0.0.1").Should().BeFalse();
    }

    [Fact]
    public void Of_members_with_a_time_it_is_unknown_whether_they_are_still_there()
    {
        var set = Asked(
            "create s hash:ip timeout 60\nadd s 192.0.2.1 timeout 0\nadd s 192.0.2.2 timeout 9\nadd s 192.0.2.3\n",
            "src"
        );
        set.Unknowns.Should().Equal("--match-set s src of set");
        Sure(set.Certain, "SourceAddress 192.0.2.1").Should().BeTrue();
        Sure(set.Certain, "SourceAddress 192.0.2.2").Should().BeFalse();
        Sure(set.Possible, "SourceAddress 192.0.2.2").Should().BeTrue();
        Sure(set.Possible, "SourceAddress 192.0.2.3").Should().BeTrue();
        Sure(set.Possible, "SourceAddress 192.0.2.4").Should().BeFalse();
    }

    [Fact]
    public void An_exception_whose_time_may_be_over_leaves_it_open()
    {
        var set = Asked(
            "create s hash:net timeout 0\nadd s 10.0.0.0/8\nadd s 10.0.0.0/16 timeout 9 nomatch\n",
            "src"
        );
        Sure(set.Certain, "SourceAddress 10.1.0.0").Should().BeTrue();
        Sure(set.Certain, "SourceAddress 10.0.0.1").Should().BeFalse();
        Sure(set.Possible, "SourceAddress 10.0.0.1").Should().BeTrue();
    }

    [Theory]
    [InlineData("--add-set s src", false, true, true)]
    [InlineData("--del-set s src", false, false, true)]
    [InlineData("--add-set other src", true, false, true)]
    public void What_rules_put_in_or_take_out_is_unknown(
        string target,
        bool isCertain,
        bool isPossibleForOthers,
        bool isPossible
    )
    {
        var set = Asked(
            "create s hash:ip\nadd s 192.0.2.1\ncreate other hash:ip\n",
            "src",
            $"-A INPUT -j SET {target}\n"
        );
        Sure(set.Certain, "SourceAddress 192.0.2.1")
            .Should()
            .Be(isCertain || target.StartsWith("--add", StringComparison.Ordinal));
        Sure(set.Possible, "SourceAddress 192.0.2.1").Should().Be(isPossible);
        Sure(set.Possible, "SourceAddress 192.0.2.2").Should().Be(isPossibleForOthers);
    }

    [Fact]
    public void A_list_has_the_members_of_its_sets_and_what_rules_add_to_them()
    {
        const string Sets =
            "create a hash:ip\nadd a 192.0.2.1\ncreate b hash:net\nadd b 10.0.0.0/8\ncreate s list:set\nadd s a\nadd s b\n";
        Sure(Asked(Sets, "src"), "SourceAddress 10.0.0.1").Should().BeTrue();
        Sure(Asked(Sets, "src"), "SourceAddress 11.0.0.1").Should().BeFalse();
        Asked(Sets, "src", "-A INPUT -j SET --add-set b src\n")
            .Unknowns.Should()
            .Equal("--match-set b src of set");
    }

    [Fact]
    public void A_set_whose_mask_has_holes_is_unknown() =>
        Asked("create s hash:ip bitmask 255.0.255.0\nadd s 10.0.1.0\n", "src")
            .Unknowns.Should()
            .Equal("--match-set s src of set");

    [Fact]
    public void A_name_that_two_texts_make_is_refused_at_the_second()
    {
        var read = () =>
            FilterReader.Read([
                new RulesetFile(RulesetKind.Ipset, "one", "create s hash:ip\n"),
                new RulesetFile(RulesetKind.Ipset, "two", "\ncreate s hash:ip\n"),
            ]);
        read.Should()
            .Throw<InputException>()
            .WithMessage(
                "two:2:1: found another set \"s\", which one:1 makes already; expected one of each name"
            );
    }

    [Fact]
    public void Networks_within_each_other_are_decided_as_one_by_one()
    {
        var prefix = Gen.Select(Gen.UInt[0x0a000000, 0x0a0003ff], Gen.Int[22, 32])
            .Select(one => Prefix.Around(new Address(IpFamily.IPv4, one.Item1), one.Item2));
        Gen.Select(prefix, Gen.Bool)
            .List[1, 12]
            .Sample(
                entries =>
                {
                    var text = string.Concat(
                        entries
                            .DistinctBy(entry => entry.Item1)
                            .Select(entry =>
                                $"add s {entry.Item1}{(entry.Item2 ? " nomatch" : "")}\n"
                            )
                    );
                    var set = Asked("create s hash:net\n" + text, "src");
                    for (var value = 0x0a000000u; value < 0x0a000400u; value += 3)
                    {
                        var address = new Address(IpFamily.IPv4, value);
                        var narrowest = entries
                            .DistinctBy(entry => entry.Item1)
                            .Where(entry => entry.Item1.Contains(address))
                            .OrderByDescending(entry => entry.Item1.Length)
                            .ToList();
                        Sure(set, $"SourceAddress {address}")
                            .Should()
                            .Be(narrowest is [(_, false), ..], text);
                    }
                },
                iter: 100
            );
    }

    /// <summary>Whether all packets with these values are in it.</summary>
    private static bool Sure(PacketSet set, string packet)
    {
        var words = (
            packet.Contains("Fragment", StringComparison.Ordinal) ? packet : $"{packet} Fragment 0"
        ).Split(' ');
        for (var index = 0; index < words.Length; index += 2)
        {
            var value = words[index + 1];
            set = set.With(
                Enum.Parse<PacketField>(words[index]),
                UInt128.MaxValue,
                value.Contains('.', StringComparison.Ordinal)
                    ? Address.Parse(value).Bits
                    : UInt128.Parse(value, System.Globalization.CultureInfo.InvariantCulture)
            );
        }
        return set.IsAll;
    }

    private static PacketFilter Filter(string sets, string directions, string others = "") =>
        FilterReader
            .Read([
                new RulesetFile(RulesetKind.Ipset, "sets", sets),
                new RulesetFile(
                    RulesetKind.Iptables,
                    "rules",
                    $"*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -m set --match-set s {directions} -j DROP\n{others}COMMIT\n"
                ),
            ])
            .Single(filter => filter.Family == IpFamily.IPv4);

    private static PacketSet Asked(string sets, string directions, string others = "")
    {
        var filter = Filter(sets, directions, others);
        var names = NameAtoms.Of(Conditions.In(filter));
        return new FilterFlow(filter, new PacketSpace(IpFamily.IPv4, names.Count), names).Met(
            filter.Tables[0].Chains[0].Rules[0]
        );
    }
}
