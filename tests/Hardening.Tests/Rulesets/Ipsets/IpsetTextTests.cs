using CsCheck;
using Hardening.Addresses;
using Hardening.Rulesets.Ipsets;

namespace Hardening.Tests.Rulesets.Ipsets;

public sealed class IpsetTextTests
{
    private const string Saved = """
        create hosts hash:ip family inet hashsize 1024 maxelem 65536 timeout 300 counters comment bucketsize 12 initval 0x6f2f5ba2
        add hosts 192.0.2.1 timeout 299 packets 3 bytes 180 comment "the first, of \ two"
        add hosts 192.0.2.2 timeout 0 packets 0 bytes 0
        create nets hash:net family inet6 hashsize 1024 maxelem 65536
        add nets 2001:db8::/32
        add nets 2001:db8:1::/48 nomatch
        create pairs hash:ip,port family inet hashsize 1024 maxelem 65536
        add pairs 192.0.2.1,tcp:80
        add pairs 192.0.2.1,udp:5000-6000
        add pairs 192.0.2.1,icmp:echo-request
        add pairs 192.0.2.1,esp:0
        create triples hash:ip,port,net family inet hashsize 1024 maxelem 65536
        add triples 192.0.2.1,tcp:80,198.51.100.0/24
        create ways hash:net,iface family inet hashsize 1024 maxelem 65536
        add ways 10.0.0.0/8,eth0
        add ways 0.0.0.0/0,physdev:eth1
        create cards hash:mac hashsize 1024 maxelem 65536
        add cards 02:00:00:00:00:0A
        create both bitmap:ip,mac range 192.0.2.0/24
        add both 192.0.2.1,02:00:00:00:00:01
        add both 192.0.2.2
        create ports bitmap:port range 0-1024
        add ports 22
        create marks hash:ip,mark family inet markmask 0xffffffff hashsize 1024 maxelem 65536
        add marks 192.0.2.1,0x00000063
        create some bitmap:ip range 192.0.2.0-192.0.2.99
        add some 192.0.2.7
        create twice hash:net,net family inet hashsize 1024 maxelem 65536 skbinfo
        add twice 10.0.0.0/8,192.0.2.0/24 skbmark 0x1/0xff skbprio 1:10 skbqueue 5
        create all list:set size 8
        add all hosts
        add all nets

        """;

    [Fact]
    public void What_ipset_saves_is_printed_back_byte_for_byte()
    {
        var read = IpsetText.Read("sets", Saved);
        IpsetPrinter.Print(read).Should().Be(Saved);
        read.Sets.Should().HaveCount(12);
    }

    [Fact]
    public void Sets_and_entries_are_typed_values()
    {
        var read = IpsetText.Read("sets", Saved);
        var hosts = read.Find("hosts")!;
        hosts.Type.Dimensions.Should().Equal(IpsetDimension.Address);
        hosts.Value("timeout").Should().Be("300");
        hosts.Entries[0].Value("comment").Should().Be("the first, of \\ two");
        var nets = read.Find("nets")!;
        nets.Family.Should().Be(IpFamily.IPv6);
        nets.Entries.Select(entry => entry.IsNoMatch).Should().Equal(false, true);
        read.Find("pairs")!
            .Entries.Select(entry => entry.Members[1])
            .Should()
            .Equal(
                new IpsetMember.PortMember(6, 80, 80),
                new IpsetMember.PortMember(17, 5000, 6000),
                new IpsetMember.PortMember(1, 0x800, 0x800),
                new IpsetMember.PortMember(50, 0, 0)
            );
        read.Find("ways")!
            .Entries[1]
            .Members[1]
            .Should()
            .Be(new IpsetMember.InterfaceMember("eth1", true));
        read.Find("cards")!
            .Entries[0]
            .Members.Should()
            .Equal(new IpsetMember.HardwareMember(0x02000000000a));
        read.Find("marks")!.Entries[0].Members[1].Should().Be(new IpsetMember.MarkMember(0x63));
        read.Find("ports")!
            .Entries[0]
            .Members.Should()
            .Equal(new IpsetMember.PortMember(null, 22, 22));
        read.Find("all")!.Entries.Select(entry => entry.Line).Should().Equal(31, 32);
        read.Find("none").Should().BeNull();
    }

    [Theory]
    [InlineData(
        "add x 1.2.3.4",
        "s:1:5: found \"x\", expected the name of a set that a line above creates"
    )]
    [InlineData(
        "create x hash:foo",
        "s:1:10: found \"hash:foo\", expected a type of ipset(8), such as hash:ip or hash:net,port"
    )]
    [InlineData(
        "create x hash:ip\ncreate x hash:ip",
        "s:2:8: found \"x\", expected another name: line 1 creates it already"
    )]
    [InlineData(
        "create x hash:ip family inet5",
        "s:1:1: found the family \"inet5\", expected inet or inet6"
    )]
    [InlineData(
        "create x hash:ip maxelem",
        "s:1:25: found the end of the line, expected a value behind maxelem"
    )]
    [InlineData(
        "create x hash:ip\nadd x ::1",
        "s:2:7: found \"::1\", expected an IPv4 address, a prefix, or two addresses with a dash between"
    )]
    [InlineData(
        "create x hash:ip,port\nadd x 1.2.3.4,foo:80",
        "s:2:15: found \"foo:80\", expected a protocol, a colon and a port, such as tcp:80"
    )]
    [InlineData(
        "create x hash:ip,port\nadd x 1.2.3.4",
        "s:2:14: found \"\", expected the 2 parts of hash:ip,port"
    )]
    [InlineData(
        "create x hash:ip\nadd x 1.2.3.4,5",
        "s:2:15: found \"5\", expected no more than the 1 parts of hash:ip"
    )]
    [InlineData("create x hash:ip\nadd x", "s:2:6: found the end of the line, expected an entry")]
    [InlineData(
        "create x hash:ip\r\n",
        "s:1:17: found a carriage return, expected lines that end in a newline alone"
    )]
    [InlineData(
        "del x 1.2.3.4",
        "s:1:1: found \"del\", expected \"create\" or \"add\", as ipset save prints them"
    )]
    public void What_ipset_would_not_save_is_told_by_its_place(string text, string message)
    {
        var read = () => IpsetText.Read("s", text);
        read.Should().Throw<InputException>().WithMessage(message);
    }

    [Fact]
    public void An_unknown_option_is_told_by_its_place()
    {
        var read = () => IpsetText.Read("s", "create x hash:ip\nadd x 1.2.3.4 foo 5");
        read.Should()
            .Throw<InputException>()
            .WithMessage("s:2:15: found \"foo\", expected one of timeout, *");
    }

    [Fact]
    public void Any_text_is_read_or_refused_and_what_is_read_prints_what_is_read_again()
    {
        Gen.String[Gen.Char["adcret xhs:ip,no1.2/-\n\"\0"], 0, 40]
            .Select(text => $"create x hash:net,port\nadd x 10.0.0.0/8,tcp:80\n{text}")
            .Sample(text =>
            {
                try
                {
                    var printed = IpsetPrinter.Print(IpsetText.Read("s", text));
                    return IpsetPrinter.Print(IpsetText.Read("s", printed)) == printed;
                }
                catch (InputException)
                {
                    return true;
                }
            });
    }
}
