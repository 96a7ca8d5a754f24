using Hardening.Addresses;
using HardeningLab.Netlink;

namespace HardeningLab.Tests.Netlink;

/// <summary>Byte for byte what the kernel's headers say: struct nlmsghdr, the family's struct, attributes.</summary>
public sealed class NetlinkMessagesTests
{
    [Fact]
    public void A_link_is_set_up()
    {
        Hex(new NetlinkMessages().SetUp(7))
            .Should()
            .Be(
                Packed(
                    "20000000 1000 0500 01000000 00000000 " // RTM_NEWLINK, request and acknowledge
                        + "00000000 07000000 01000000 01000000" // struct ifinfomsg: index, IFF_UP, its mask
                )
            );
    }

    [Fact]
    public void A_link_gets_an_address()
    {
        Hex(new NetlinkMessages().AddReadyAddress(2, Address.Parse("192.168.1.1")))
            .Should()
            .Be(
                Packed(
                    "30000000 1400 0506 01000000 00000000 "
                        + "02200000 02000000 "
                        + "0800 0200 c0a80101 0800 0100 c0a80101 0800 0800 02000000" // local, address, IFA_F_NODAD
                )
            );
    }

    [Fact]
    public void A_link_local_address_has_the_scope_of_its_link()
    {
        Hex(new NetlinkMessages().AddReadyAddress(2, Address.Parse("fe80::1")))
            .Should()
            .Contain("0a8000fd02000000");
    }

    [Fact]
    public void An_IPv6_address_comes_with_its_local_route()
    {
        Hex(new NetlinkMessages().AddReadyAddress(2, Address.Parse("2001:db8::1")))
            .Should()
            .Contain("0a80000002000000", "struct ifaddrmsg")
            .And.Contain("0a800000ff04fe02", "struct rtmsg: table local, static, host, local");
    }

    [Fact]
    public void A_gateway_route_names_gateway_and_preferred_source()
    {
        Hex(
                new NetlinkMessages().AddGatewayRoute(
                    Prefix.Parse("192.168.1.0/24"),
                    2,
                    Address.Parse("198.19.255.1"),
                    Address.Parse("192.168.1.9")
                )
            )
            .Should()
            .Be(
                Packed(
                    "3c000000 1800 0506 01000000 00000000 "
                        + "02180000 fe040001 04000000 " // struct rtmsg: table main, static, universe, unicast, RTNH_F_ONLINK
                        + "0800 0100 c0a80100 0800 0400 02000000 0800 0500 c613ff01 0800 0700 c0a80109"
                )
            );
    }

    [Fact]
    public void A_pair_of_links_nests_its_far_end_in_its_near_end()
    {
        byte[] near = [2, 0, 0, 0, 0, 1];
        byte[] far = [2, 0, 0, 0, 0, 2];
        var messages = new NetlinkMessages().AddVeth(
            new VethEnd("lan0", 2, near),
            new VethEnd("eth0", 3, far),
            peerNamespace: 9
        );

        Hex(messages)
            .Should()
            .Be(
                Packed(
                    "80000000 1000 0506 01000000 00000000 "
                        + "00000000 02000000 01000000 01000000 "
                        + "0900 0300 6c616e3000 000000 " // IFLA_IFNAME, padded
                        + "0a00 0100 020000000001 0000 " // IFLA_ADDRESS, padded
                        + "4800 1280 0900 0100 7665746800 000000 " // IFLA_LINKINFO: IFLA_INFO_KIND
                        + "3800 0280 3400 0180 00000000 03000000 00000000 00000000 " // IFLA_INFO_DATA: VETH_INFO_PEER
                        + "0900 0300 6574683000 000000 0a00 0100 020000000002 0000 0800 1c00 09000000"
                )
            );
    }

    [Fact]
    public void Messages_of_one_run_are_numbered_and_remember_what_they_do()
    {
        var messages = new NetlinkMessages().SetUp(1).SetUp(2);

        var sequences = new List<uint>();
        foreach (var message in new NetlinkReader(messages.Bytes))
        {
            sequences.Add(message.Sequence);
        }
        sequences.Should().Equal(1, 2);
        messages.Actions.Should().Equal("setting link 1 up", "setting link 2 up");
    }

    private static string Hex(NetlinkMessages messages) => Convert.ToHexStringLower(messages.Bytes);

    /// <summary>The spaces are for the reader.</summary>
    private static string Packed(string spaced) =>
        spaced.Replace(" ", "", StringComparison.Ordinal);
}
