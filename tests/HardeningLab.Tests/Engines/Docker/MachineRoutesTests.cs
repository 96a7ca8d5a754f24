using HardeningLab.Engines.Docker;

namespace HardeningLab.Tests.Engines.Docker;

/// <summary>The kernel's tables of routes, as they were seen on a Debian machine with a VPN.</summary>
public sealed class MachineRoutesTests
{
    private const string IPv4 = """
        Iface	Destination	Gateway 	Flags	RefCnt	Use	Metric	Mask		MTU	Window	IRTT
        eth0	00000000	0101A8C0	0003	0	0	100	00000000	0	0	0
        tun0	00000000	0108080A	0003	0	0	0	00000080	0	0	0
        tun0	00000080	0108080A	0003	0	0	0	00000080	0	0	0
        tun0	0008080A	00000000	0001	0	0	0	00FFFFFF	0	0	0
        eth0	0001A8C0	00000000	0001	0	0	100	00FFFFFF	0	0	0
        eth0	090712C6	0101A8C0	0007	0	0	0	FFFFFFFF	0	0	0
        """;

    private const string IPv6 = """
        fd000001000200030000000000000000 40 00000000000000000000000000000000 00 00000000000000000000000000000000 00000100 00000001 00000000 00000001     eth0
        fc000000000000000000000000000000 07 00000000000000000000000000000000 00 fe800000000000000000000000000001 00000400 00000001 00000000 00000003     eth0
        00000000000000000000000000000000 00 00000000000000000000000000000000 00 fe800000000000000000000000000001 00000400 00000001 00000000 00000003     eth0
        """;

    [Fact]
    public void Every_network_that_the_machine_routes_is_read()
    {
        MachineRoutes
            .ParseIPv4(IPv4.Split('\n'))
            .Select(route => route.ToString())
            .Should()
            .Equal("10.8.8.0/24", "192.168.1.0/24", "198.18.7.9");
    }

    [Fact]
    public void A_way_out_is_no_network_that_a_lab_could_shadow()
    {
        MachineRoutes
            .ParseIPv6(IPv6.Split('\n'))
            .Select(route => route.ToString())
            .Should()
            .Equal("fd00:1:2:3::/64");
    }

    [Fact]
    public void The_tables_of_this_machine_can_be_read()
    {
        MachineRoutes.Read().Should().NotBeNull();
    }
}
