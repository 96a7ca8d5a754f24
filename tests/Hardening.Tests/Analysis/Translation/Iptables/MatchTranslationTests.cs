using Hardening.Addresses;

namespace Hardening.Tests.Analysis.Translation.Iptables;

public sealed class MatchTranslationTests
{
    [Theory]
    [InlineData("-s 10.0.0.0/8", "when SourceAddress & 4278190080 == 167772160")]
    [InlineData("-s 10.0.0.0/255.0.255.0", "when SourceAddress & 4278255360 == 167772160")]
    [InlineData("! -s 10.1.2.3", "when not (SourceAddress & 4294967295 == 167838211)")]
    [InlineData(
        "-s 10.0.0.1,10.0.0.2",
        "when SourceAddress & 4294967295 == 167772161 | when SourceAddress & 4294967295 == 167772162"
    )]
    [InlineData("-s 10.1/16", "when SourceAddress & 4294901760 == 167837696")]
    [InlineData("-s 1", "when SourceAddress & 4294967295 == 16777216")]
    [InlineData("-s 010.0.0.1", "when SourceAddress & 4294967295 == 134217729")]
    [InlineData("-p ipv6-mh", "when L4Protocol in 135")]
    [InlineData("-p ip", "when ()")]
    [InlineData("-s gate.example.net", "when [-s gate.example.net]")]
    [InlineData("-p 47", "when L4Protocol in 47")]
    [InlineData("-i eth+", "when InInterface is eth*")]
    [InlineData("! -i eth0 -o +", "when not (InInterface is eth0); when ()")]
    [InlineData("-f", "when Fragment in 2")]
    [InlineData("! -f", "when not (Fragment in 2)")]
    [InlineData(
        "-p tcp --dport 22",
        "when L4Protocol in 6; when not (Fragment in 2); when DestinationPort in 22"
    )]
    [InlineData(
        "-p tcp -m tcp ! --dport 1024:",
        "when L4Protocol in 6; when not (Fragment in 2); when not (DestinationPort in 1024-65535)"
    )]
    [InlineData(
        "-p tcp -m tcp --sport :ssh",
        "when L4Protocol in 6; when not (Fragment in 2); when SourcePort in 0-22"
    )]
    [InlineData(
        "-p udp -m udp --dport domain",
        "when L4Protocol in 17; when not (Fragment in 2); when DestinationPort in 53"
    )]
    [InlineData(
        "-p tcp -m tcp --syn",
        "when L4Protocol in 6; when not (Fragment in 2); when TcpFlags & 23 == 2"
    )]
    [InlineData(
        "-p tcp -m tcp ! --tcp-flags SYN,RST,ACK SYN",
        "when L4Protocol in 6; when not (Fragment in 2); when not (TcpFlags & 22 == 2)"
    )]
    [InlineData(
        "-p tcp -m tcp --tcp-flags ALL NONE",
        "when L4Protocol in 6; when not (Fragment in 2); when TcpFlags & 63 == 0"
    )]
    [InlineData(
        "-p tcp -m tcp --tcp-option 8",
        "when L4Protocol in 6; when not (Fragment in 2); when [tcp option 8]"
    )]
    [InlineData(
        "-p sctp -m sctp --dport 3868 --chunk-types any INIT",
        "when L4Protocol in 132; when not (Fragment in 2); when DestinationPort in 3868; when ([sctp chunk init exists])"
    )]
    [InlineData(
        "-p dccp -m dccp --dccp-types REQUEST",
        "when L4Protocol in 33; when not (Fragment in 2); when DccpType in 0"
    )]
    [InlineData(
        "-p udplite --dport 5000",
        "when L4Protocol in 136; when not (Fragment in 2); when DestinationPort in 5000"
    )]
    [InlineData(
        "-p tcp -m multiport ! --dports 22,80:90,443",
        "when L4Protocol in 6; when not (Fragment in 2); when not (DestinationPort in 22, 80-90, 443)"
    )]
    [InlineData(
        "-p udp -m multiport --ports 53,123",
        "when L4Protocol in 17; when not (Fragment in 2); when (SourcePort in 53, 123 or DestinationPort in 53, 123)"
    )]
    [InlineData(
        "-p icmp -m icmp --icmp-type 3/4",
        "when L4Protocol in 1; when not (Fragment in 2); when (IcmpType in 3 and IcmpCode in 4)"
    )]
    [InlineData(
        "-p icmp -m icmp --icmp-type any",
        "when L4Protocol in 1; when not (Fragment in 2); when ()"
    )]
    [InlineData(
        "-p icmp ! --icmp-type ttl-exceeded",
        "when L4Protocol in 1; when not (Fragment in 2); when not (IcmpType in 11)"
    )]
    [InlineData("-m conntrack --ctstate NEW,RELATED", "when ConnectionState in 4, 8")]
    [InlineData("-m conntrack ! --ctstate INVALID", "when not (ConnectionState in 1)")]
    [InlineData(
        "-m conntrack --ctstate DNAT",
        "when (ConnectionState in 2, 4, 8 and not (ConnectionStatus & 32 == 0))"
    )]
    [InlineData(
        "-m conntrack --ctstate ESTABLISHED --ctdir REPLY",
        "when ConnectionState in 2; when (not (ConnectionState in 2, 4, 8) or ((not (ConnectionState in 8) and ConnectionDirection & 1 == 1)))"
    )]
    [InlineData(
        "-m conntrack --ctdir ORIGINAL",
        "when ConnectionState in 2, 4, 8; when not ((not (ConnectionState in 8) and ConnectionDirection & 1 == 1))"
    )]
    [InlineData(
        "-m conntrack --ctstatus EXPECTED,ASSURED",
        "when ConnectionState in 2, 4, 8; when not (ConnectionStatus & 5 == 0)"
    )]
    [InlineData(
        "-m conntrack --ctstatus NONE",
        "when ConnectionState in 2, 4, 8; when not (ConnectionStatus & 0 == 0)"
    )]
    [InlineData(
        "-m conntrack --ctproto 6",
        "when ConnectionState in 2, 4, 8; when ((not ((ConnectionState in 4 and L4Protocol in 1, 58)) and L4Protocol in 6) or ((ConnectionState in 4 and L4Protocol in 1, 58) and [ct original protocol 6]))"
    )]
    [InlineData(
        "-m conntrack ! --ctorigsrc 10.0.0.0/8",
        "when ConnectionState in 2, 4, 8; when not ([ct original saddr 10.0.0.0/8])"
    )]
    [InlineData(
        "-m conntrack --ctorigdstport 80 --ctexpire 10",
        "when ConnectionState in 2, 4, 8; when [ct original proto-dst 80]; when [ct expiration 10]"
    )]
    [InlineData("-m state --state ESTABLISHED", "when ConnectionState in 2")]
    [InlineData(
        "-m iprange ! --src-range 10.0.0.1-10.0.0.9",
        "when not (SourceAddress in 167772161-167772169)"
    )]
    [InlineData(
        "-m mac --mac-source 0A:1:2:3:4:5",
        "when (EthernetSource is 0a:01:02:03:04:05 and not ((EthernetSource is  or InInterface is lo or InInterface is )))"
    )]
    [InlineData(
        "-m mac ! --mac-source 0a:01:02:03:04:05",
        "when (not (EthernetSource is 0a:01:02:03:04:05) and not ((EthernetSource is  or InInterface is lo or InInterface is )))"
    )]
    [InlineData(
        "-m connbytes --connbytes :99 --connbytes-dir reply --connbytes-mode packets",
        "when ConnectionState in 2, 4, 8; when not ([ct reply packets >= 100])"
    )]
    [InlineData(
        "-m connlabel ! --label 40",
        "when not ((ConnectionState in 2, 4, 8 and [ct label 40]))"
    )]
    [InlineData("-m rpfilter --validmark", "when [fib saddr . mark . iif exists]")]
    [InlineData(
        "-p tcp -m tcpmss ! --mss 1:500",
        "when L4Protocol in 6; when not (([tcp option 2] and SegmentSize in 1-500))"
    )]
    [InlineData(
        "-p dccp -m dccp ! --dccp-types CLOSE,INVALID",
        "when L4Protocol in 33; when not (Fragment in 2); when not (DccpType in 6, 10-15)"
    )]
    [InlineData("-m realm ! --realm 0x10/0xf0", "when not (Realm & 240 == 16)")]
    [InlineData("-m cpu ! --cpu 1", "when not (Cpu & 4294967295 == 1)")]
    [InlineData(
        "-m cgroup ! --cgroup 3",
        "when [the socket is known]; when not (ControlGroup & 4294967295 == 3)"
    )]
    [InlineData(
        "-m devgroup ! --src-group 2/7",
        "when not (InInterface is ); when not (InGroup & 7 == 2)"
    )]
    [InlineData(
        "-m time --timestart 22:00 --timestop 6:00 ! --weekdays Sat,Sun",
        "when not ((Weekday in 6-7 or Weekday in 0)); when not (SecondOfDay in 21601-79199)"
    )]
    [InlineData(
        "-m time --datestart 2021 --timestop 12:00:30",
        "when SecondOfDay in 0-43230; when Time in 1609459200-2147483647"
    )]
    [InlineData(
        "-m time --timestart 9:00 --kerneltz",
        "when [--kerneltz --timestart 9:00 of time]"
    )]
    [InlineData(
        "-p ipcomp -m ipcomp ! --ipcompspi 18",
        "when L4Protocol in 108; when not (Fragment in 2); when not (CompressionIndex in 18)"
    )]
    [InlineData("-m mark --mark 0x10/0xf0", "when Mark & 240 == 16")]
    [InlineData(
        "-m connmark ! --mark 5",
        "when ConnectionState in 2, 4, 8; when not (ConnectionMark & 4294967295 == 5)"
    )]
    [InlineData(
        "-m owner ! --uid-owner 1000-1999",
        "when not ((Socket in 1 and SocketUser in 1000-1999))"
    )]
    [InlineData("-m owner --gid-owner root", "when (Socket in 1 and SocketGroup in 0)")]
    [InlineData("-m owner --socket-exists", "when Socket in 1")]
    [InlineData(
        "-m owner --uid-owner alice",
        "when (Socket in 1 and [--uid-owner alice of owner])"
    )]
    [InlineData("-m owner --uid-owner www-data", "when (Socket in 1 and SocketUser in 33)")]
    [InlineData("-m owner --gid-owner shadow", "when (Socket in 1 and SocketGroup in 42)")]
    [InlineData("-m pkttype ! --pkt-type broadcast", "when not (PacketType in 1)")]
    [InlineData("-m length --length 100:", "when Length in 100-4294967295")]
    [InlineData("-m ttl --ttl-lt 5", "when TimeToLive in 0-4")]
    [InlineData("-m ttl ! --ttl-eq 64", "when not (TimeToLive in 64)")]
    [InlineData("-m dscp --dscp-class AF41", "when Dscp in 34")]
    [InlineData("-m dscp ! --dscp 0x2e", "when not (Dscp in 46)")]
    [InlineData("-m tos --tos Minimize-Delay", "when (Dscp & 15 == 4 and Ecn & 3 == 0)")]
    [InlineData("-m tos ! --tos 0x10/0xff", "when not ((Dscp & 63 == 4 and Ecn & 3 == 0))")]
    [InlineData(
        "-p tcp -m ecn --ecn-tcp-ece ! --ecn-ip-ect 2",
        "when L4Protocol in 6; when not (Fragment in 2); when TcpFlags & 64 == 64; when not (Ecn in 2)"
    )]
    [InlineData(
        "-p esp -m esp --espspi 500:600",
        "when L4Protocol in 50; when not (Fragment in 2); when Spi in 500-600"
    )]
    [InlineData(
        "-p ah -m ah ! --ahspi 3",
        "when L4Protocol in 51; when not (Fragment in 2); when not (Spi in 3)"
    )]
    [InlineData("-m addrtype --dst-type LOCAL", "when DestinationType in 2")]
    [InlineData("-m addrtype ! --src-type BROADCAST,MULTICAST", "when not (SourceType in 3, 5)")]
    [InlineData(
        "-m addrtype --dst-type LOCAL --limit-iface-in",
        "when (([fib daddr . iif type local]))"
    )]
    [InlineData(
        "-m physdev --physdev-in eth0 --physdev-is-bridged",
        "when BridgePortIn is eth0; when not (BridgePortOut is )"
    )]
    [InlineData("-m physdev ! --physdev-out veth+", "when not (BridgePortOut is veth*)")]
    [InlineData("-m policy --dir in --pol none", "when not ([meta secpath])")]
    [InlineData(
        "-m policy --dir in --pol ipsec --reqid 1",
        "when [meta secpath]; when [--dir in --pol ipsec --reqid 1 of policy]"
    )]
    [InlineData("-m rpfilter --invert --loose", "when not ([fib saddr exists])")]
    [InlineData("-m rpfilter --loose", "when [fib saddr exists]")]
    [InlineData("-m socket --transparent --nowildcard", "when [socket]; when [socket transparent]")]
    [InlineData("-m set --match-set friends src", "when [--match-set friends src of set]")]
    [InlineData(
        "-m set ! --match-set friends src,dst",
        "when not ([--match-set friends src,dst of set])"
    )]
    [InlineData(
        "-m limit --limit 3/min --limit-burst 5",
        "when [limit rate 3/minute burst 5 packets (rules:3)]"
    )]
    [InlineData(
        "-m helper --helper ftp",
        "when (ConnectionState in 2, 4, 8 and [ct helper] and [ct helper ftp])"
    )]
    [InlineData(
        "-m helper ! --helper ftp",
        "when not ((ConnectionState in 2, 4, 8 and [ct helper] and [ct helper ftp]))"
    )]
    [InlineData(
        "-m connbytes ! --connbytes 1:2 --connbytes-dir both --connbytes-mode bytes",
        "when ConnectionState in 2, 4, 8; when not ([ct bytes 1-2])"
    )]
    [InlineData("-m recent --name x --rcheck", "when [--name x --rcheck of recent (rules:3)]")]
    [InlineData("-m comment --comment \"nothing\"", "")]
    [InlineData(
        "-j DROP -p tcp --dport 22",
        "when L4Protocol in 6; when not (Fragment in 2); when DestinationPort in 22; Drop { }"
    )]
    public void A_match_asks_what_the_kernel_asks(string rule, string steps) =>
        TranslatedRule.Of(rule).Should().Be(steps);

    [Theory]
    [InlineData(
        "-m hbh ! --hbh-len 16",
        "when ExtensionHeaders & 4 == 4; when not (HopByHopLength in 1)"
    )]
    [InlineData("-m rt --rt-len 24", "when ExtensionHeaders & 1 == 1; when RoutingLength in 2")]
    [InlineData("-m rt --rt-len 22", "when ExtensionHeaders & 1 == 1; when ()")]
    [InlineData(
        "-m ah --ahlen 24 --ahres",
        "when ExtensionHeaders & 2 == 2; when AhLength in 4; when AhReserved in 0"
    )]
    [InlineData(
        "-p mh -m mh --mh-type binding-update:7",
        "when L4Protocol in 135; when not (Fragment in 2); when MobilityType in 5-7"
    )]
    [InlineData(
        "-m frag --fragres",
        "when (Fragment in 1 or Fragment in 2); when not (FragmentReserved & 1023 == 0)"
    )]
    [InlineData(
        "-m frag --fraglast",
        "when (Fragment in 1 or Fragment in 2); when not ((Fragment in 1 or (Fragment in 2 and [more fragments])))"
    )]
    [InlineData(
        "-m frag --fragmore --fragid 7",
        "when (Fragment in 1 or Fragment in 2); when (Fragment in 1 or (Fragment in 2 and [more fragments])); when FragmentId in 7"
    )]
    [InlineData(
        "-p ipv6-icmp --icmpv6-type packet-too-big",
        "when L4Protocol in 58; when not (Fragment in 2); when IcmpType in 2"
    )]
    [InlineData("-m ah ! --ahspi 3", "when ExtensionHeaders & 2 == 2; when not (Spi in 3)")]
    [InlineData(
        "-m rt ! --rt-type 0",
        "when ExtensionHeaders & 1 == 1; when not (RoutingType in 0)"
    )]
    public void A_match_of_IPv6_asks_what_the_kernel_asks(string rule, string steps) =>
        TranslatedRule.Of(rule, family: IpFamily.IPv6).Should().Be(steps);
}
