using Hardening.Addresses;
using Hardening.Analysis.Flows;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Translation.Iptables;
using Hardening.Rulesets;
using Hardening.Rulesets.Iptables;

namespace Hardening.Tests.Analysis.Translation.Iptables;

public sealed class SetConditionTests
{
    private static readonly SetMembers Networks = new(
        "nets",
        IpFamily.IPv4,
        [SetPart.Network],
        [Net("10.0.0.0/8"), Net("10.1.0.0/16", isExcepted: true), Net("10.1.2.0/24")],
        []
    );

    private static readonly SetMembers Services = new(
        "services",
        IpFamily.IPv4,
        [SetPart.Address, SetPart.ProtocolAndPort],
        [
            new SetMember([
                Net("192.0.2.1").Values[0],
                new SetValue.ProtocolPorts(6, new ValueRange(80, 81)),
            ]),
            new SetMember([
                Net("192.0.2.2").Values[0],
                new SetValue.ProtocolPorts(1, new ValueRange(8 << 8, 8 << 8)),
            ]),
        ],
        []
    );

    private static readonly SetMembers All = new(
        "all",
        null,
        [],
        [],
        [new ListedSet("nets"), new ListedSet("services")]
    );

    [Theory]
    [InlineData("--match-set nets src", "10.0.0.1", true)]
    [InlineData("--match-set nets src", "10.1.0.1", false)]
    [InlineData("--match-set nets src", "10.1.2.1", true)]
    [InlineData("--match-set nets src", "11.0.0.1", false)]
    [InlineData("! --match-set nets src", "10.1.0.1", true)]
    [InlineData("--match-set nets dst", "10.0.0.1", false)]
    [InlineData("--match-set all src,dst", "10.0.0.1", true)]
    [InlineData("--match-set services src", "192.0.2.1", false)]
    public void The_narrowest_member_decides(string match, string source, bool isMember) =>
        Asked(match)
            .With(PacketField.SourceAddress, UInt128.MaxValue, Address.Parse(source).Bits)
            .IsAll.Should()
            .Be(isMember);

    [Theory]
    [InlineData("dst,dst", 6, 80, 0, true)]
    [InlineData("dst,dst", 6, 82, 0, false)]
    [InlineData("dst,dst", 17, 80, 0, false)]
    [InlineData("dst,dst", 6, 80, 2, false)]
    [InlineData("dst,src", 6, 80, 0, false)]
    public void A_member_of_address_and_port_is_of_one_protocol_and_no_later_fragment(
        string directions,
        int protocol,
        int port,
        int fragment,
        bool isMember
    ) =>
        Asked($"--match-set services {directions}")
            .With(PacketField.DestinationAddress, UInt128.MaxValue, Address.Parse("192.0.2.1").Bits)
            .With(PacketField.L4Protocol, 0xff, (uint)protocol)
            .With(PacketField.DestinationPort, 0xffff, (uint)port)
            .With(PacketField.SourcePort, 0xffff, 1024)
            .With(PacketField.Fragment, 3, (uint)fragment)
            .IsAll.Should()
            .Be(isMember);

    [Fact]
    public void What_rules_add_to_a_set_is_unknown_beyond_its_members()
    {
        var set = Asked("--match-set nets src", "-A INPUT -j SET --add-set nets src\n");

        set.Unknowns.Should().Equal("--match-set nets src of set");
        set.Certain.Should().Be(set.With(PacketField.Spi, 0, 0).Certain);
        set.Certain.IsEmpty.Should().BeFalse();
        set.Possible.IsAll.Should().BeTrue();
    }

    [Fact]
    public void A_set_that_no_text_makes_is_one_unknown_for_equal_questions() =>
        Asked("--match-set elsewhere src")
            .Unknowns.Should()
            .Equal("--match-set elsewhere src of set");

    private static SetMember Net(string prefix, bool isExcepted = false)
    {
        var range = Prefix
            .Parse(prefix.Contains('/', StringComparison.Ordinal) ? prefix : prefix + "/32")
            .Range;
        return new SetMember(
            [new SetValue.Extent(new ValueRange(range.First.Bits, range.Last.Bits))],
            isExcepted
        );
    }

    private static PacketSet Asked(string match, string others = "")
    {
        var book = new RuleBook();
        book.Load(
            new RulesetFile(
                RulesetKind.Iptables,
                "rules",
                $"*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -m set {match} -j DROP\n{others}COMMIT\n"
            ),
            noFlush: true
        );
        var filter = new PacketFilter(
            IpFamily.IPv4,
            IptablesFilter.Tables(IpFamily.IPv4, book.Tables, [Networks, Services, All])
        );
        var names = NameAtoms.Of(Conditions.In(filter));
        var space = new PacketSpace(IpFamily.IPv4, names.Count);
        return new FilterFlow(filter, space, names).Met(filter.Tables[0].Chains[0].Rules[0]);
    }
}
