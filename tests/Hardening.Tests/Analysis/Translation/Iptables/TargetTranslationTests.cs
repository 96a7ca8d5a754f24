using Hardening.Addresses;

namespace Hardening.Tests.Analysis.Translation.Iptables;

public sealed class TargetTranslationTests
{
    [Theory]
    [InlineData("mangle", "PREROUTING", "-j MARK --set-mark 0x1", "Mark := 1/4294967295")]
    [InlineData("mangle", "PREROUTING", "-j MARK --set-mark 0x3/0x1", "Mark := 3/3")]
    [InlineData(
        "mangle",
        "PREROUTING",
        "-j MARK --set-xmark 0x3/0x1",
        "Mark := Mark & 4294967294 ^ Mark & 0 ^ 3"
    )]
    [InlineData("mangle", "PREROUTING", "-j MARK --and-mark 0xf0", "Mark := 0/4294967055")]
    [InlineData("mangle", "PREROUTING", "-j MARK --or-mark 0xf", "Mark := 15/15")]
    [InlineData(
        "mangle",
        "PREROUTING",
        "-j MARK --xor-mark 0xf",
        "Mark := Mark & 4294967295 ^ Mark & 0 ^ 15"
    )]
    [InlineData(
        "mangle",
        "PREROUTING",
        "-j CONNMARK --set-xmark 0x1/0xff",
        "ConnectionMark := 1/255"
    )]
    [InlineData(
        "mangle",
        "PREROUTING",
        "-j CONNMARK --save-mark",
        "ConnectionMark := ConnectionMark & 0 ^ Mark & 4294967295 ^ 0 where ConnectionState in 2, 4, 8"
    )]
    [InlineData(
        "mangle",
        "PREROUTING",
        "-j CONNMARK --restore-mark --nfmask 0xff --ctmask 0xffff",
        "Mark := Mark & 4294967040 ^ ConnectionMark & 65535 ^ 0 where ConnectionState in 2, 4, 8"
    )]
    [InlineData(
        "mangle",
        "PREROUTING",
        "-j CONNMARK --restore-mark --mask 0xff",
        "Mark := Mark & 4294967040 ^ ConnectionMark & 255 ^ 0 where ConnectionState in 2, 4, 8"
    )]
    [InlineData("mangle", "PREROUTING", "-j TTL --ttl-set 64", "TimeToLive := 64/255")]
    [InlineData("mangle", "PREROUTING", "-j TTL --ttl-dec 2", "TimeToLive += -2 up to 255")]
    [InlineData("mangle", "PREROUTING", "-j DSCP --set-dscp-class EF", "Dscp := 46/63")]
    [InlineData(
        "mangle",
        "PREROUTING",
        "-j TOS --set-tos 0x10/0x3f",
        "Dscp := Dscp & 48 ^ Dscp & 0 ^ 4; Ecn := Ecn & 0 ^ Ecn & 0 ^ 0"
    )]
    [InlineData(
        "mangle",
        "PREROUTING",
        "-j TOS --xor-tos 0x02",
        "Dscp := Dscp & 63 ^ Dscp & 0 ^ 0; Ecn := Ecn & 3 ^ Ecn & 0 ^ 2"
    )]
    [InlineData(
        "mangle",
        "PREROUTING",
        "-p tcp -j ECN --ecn-tcp-remove",
        "when L4Protocol in 6; TcpFlags := 0/192"
    )]
    [InlineData(
        "mangle",
        "PREROUTING",
        "-p tcp -j TPROXY --on-port 3128 --on-ip 0.0.0.0 --tproxy-mark 0x1/0x1",
        "when L4Protocol in 6; not ([a socket for tproxy :3128]) -> Drop { }; Mark := 1/1; Accept { }"
    )]
    [InlineData(
        "mangle",
        "PREROUTING",
        "-m socket --restore-skmark -j ACCEPT",
        "when [socket]; when not ([socket wildcard]); Mark := any of 0-4294967295; Accept { }"
    )]
    [InlineData(
        "raw",
        "PREROUTING",
        "-p udp --dport 53 -j NOTRACK",
        "when L4Protocol in 17; when not (Fragment in 2); when DestinationPort in 53; ConnectionState := 64/255 where not ((InInterface is lo and ConnectionState in 2, 4, 8))"
    )]
    [InlineData("raw", "OUTPUT", "-j CT --zone 5", "")]
    [InlineData(
        "raw",
        "PREROUTING",
        "-m conntrack --ctstate INVALID -j DROP",
        "when ((InInterface is lo and ConnectionState in 1) or (not (InInterface is lo) and not (ConnectionState in 64))); Drop { }"
    )]
    [InlineData(
        "raw",
        "PREROUTING",
        "-m connmark --mark 1 -j DROP",
        "when (InInterface is lo and ConnectionState in 2, 4, 8); when ConnectionMark & 4294967295 == 1; Drop { }"
    )]
    [InlineData(
        "filter",
        "INPUT",
        "-p tcp -j SYNPROXY --mss 1460",
        "when L4Protocol in 6; (TcpFlags & 23 == 2 or TcpFlags & 23 == 16) -> handed on [synproxy knows the client]"
    )]
    [InlineData("filter", "INPUT", "-j SET --add-set seen src", "")]
    [InlineData(
        "filter",
        "INPUT",
        "-j SET --map-set seen src --map-mark",
        "Mark := any of 0-4294967295"
    )]
    [InlineData("filter", "INPUT", "-j NFQUEUE --queue-num 1", "handed on [queue to 1 (rules:3)]")]
    [InlineData("filter", "INPUT", "-j LOG --log-prefix \"x \"", "")]
    [InlineData(
        "filter",
        "INPUT",
        "-p tcp -j REJECT --reject-with tcp-reset",
        "when L4Protocol in 6; Reject { With = tcp-reset }"
    )]
    [InlineData(
        "nat",
        "PREROUTING",
        "-p tcp --dport 80 -j DNAT --to-destination 10.0.0.5:8080",
        "when L4Protocol in 6; when not (Fragment in 2); when DestinationPort in 80; ConnectionStatus := 256/256; ConnectionStatus := 32/32 where not ((DestinationAddress in 167772165 and DestinationPort in 8080)); DestinationAddress := 167772165/4294967295; DestinationPort := 8080/65535; DestinationType := any of 0-15; Accept { }"
    )]
    [InlineData(
        "nat",
        "PREROUTING",
        "-j DNAT --to-destination 10.0.0.5-10.0.0.9",
        "ConnectionStatus := 256/256; ConnectionStatus := 32/32 where not ((())); DestinationAddress := any of 167772165-167772169; DestinationType := any of 0-15; Accept { }"
    )]
    [InlineData(
        "nat",
        "PREROUTING",
        "-p tcp -j REDIRECT --to-ports 3128",
        "when L4Protocol in 6; ConnectionStatus := 256/256; ConnectionStatus := 32/32 where not ((() and DestinationPort in 3128)); DestinationAddress := any of 0-4294967295; DestinationPort := 3128/65535; DestinationType := any of 0-15; DestinationType := 2/15; Accept { }"
    )]
    [InlineData(
        "nat",
        "OUTPUT",
        "-p tcp -j REDIRECT --to-ports 3128",
        "when L4Protocol in 6; ConnectionStatus := 256/256; ConnectionStatus := 32/32 where not ((DestinationAddress in 2130706433 and DestinationPort in 3128)); DestinationAddress := 2130706433/4294967295; DestinationPort := 3128/65535; DestinationType := any of 0-15; DestinationType := 2/15; Accept { }"
    )]
    [InlineData(
        "nat",
        "POSTROUTING",
        "-j SNAT --to-source 192.0.2.1",
        "ConnectionStatus := 128/128; ConnectionStatus := 16/16 where not ((SourceAddress in 3221225985)); SourceAddress := 3221225985/4294967295; SourceType := any of 0-15; Accept { }"
    )]
    [InlineData(
        "nat",
        "POSTROUTING",
        "-j MASQUERADE",
        "ConnectionStatus := 128/128; ConnectionStatus := 16/16 where not ((())); SourceAddress := any of 0-4294967295; SourceType := any of 0-15; Accept { }"
    )]
    [InlineData(
        "nat",
        "PREROUTING",
        "-d 10.0.0.0/24 -j NETMAP --to 10.1.0.0/24",
        "when DestinationAddress & 4294967040 == 167772160; ConnectionStatus := 256/256; ConnectionStatus := 32/32; DestinationAddress := 167837696/4294967040; DestinationType := any of 0-15; Accept { }"
    )]
    [InlineData(
        "nat",
        "POSTROUTING",
        "-j NETMAP --to 10.1.0.0/24",
        "ConnectionStatus := 128/128; ConnectionStatus := 16/16; SourceAddress := 167837696/4294967040; SourceType := any of 0-15; Accept { }"
    )]
    [InlineData(
        "nat",
        "PREROUTING",
        "-j DNAT --to-destination [fd00::5]:80",
        "ConnectionStatus := 256/256; ConnectionStatus := 32/32 where not ((DestinationAddress in 336294682933583715844663186250927177733 and DestinationPort in 80)); DestinationAddress := 336294682933583715844663186250927177733/340282366920938463463374607431768211455; DestinationPort := 80/65535; DestinationType := any of 0-15; Accept { }",
        IpFamily.IPv6
    )]
    [InlineData(
        "mangle",
        "POSTROUTING",
        "-s fd00:1::/48 -j SNPT --src-pfx fd00:1::/48 --dst-pfx 2001:db8:1::/48",
        "when SourceAddress & 340282366920937254537554992802593505280 == 336294683012811878358927523844471128064; SourceAddress := any of 42540766411283801782723599580828532736-42540766411285010708543214210003238911; SourceType := any of 0-15",
        IpFamily.IPv6
    )]
    public void A_target_does_what_the_kernel_does(
        string table,
        string chain,
        string rule,
        string steps,
        IpFamily family = IpFamily.IPv4
    ) => TranslatedRule.Of(rule, table, chain, family).Should().Be(steps);
}
