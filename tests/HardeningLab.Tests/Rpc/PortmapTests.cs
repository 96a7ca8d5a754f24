using Hardening.Addresses;
using Hardening.Policies;
using HardeningLab.Rpc;

namespace HardeningLab.Tests.Rpc;

public class PortmapTests
{
    [Fact]
    public void Getport_has_four_words()
    {
        var call = PortmapCalls.Getport(100003, 4, Transport.Udp);

        call.Should()
            .BeEquivalentTo(
                new
                {
                    Name = "GETPORT",
                    Program = 100000u,
                    Version = 2u,
                    Procedure = 3u,
                }
            );
        Hex(call).Should().Be("000186A3" + "00000004" + "00000011" + "00000000");
        Hex(PortmapCalls.Getport(100003, 4, Transport.Tcp)).Should().Contain("00000006");
    }

    [Theory]
    [InlineData(Transport.Udp, IpFamily.IPv4, "00000003" + "75647000")]
    [InlineData(Transport.Tcp, IpFamily.IPv4, "00000003" + "74637000")]
    [InlineData(Transport.Udp, IpFamily.IPv6, "00000004" + "75647036")]
    [InlineData(Transport.Tcp, IpFamily.IPv6, "00000004" + "74637036")]
    public void Getaddr_names_the_network(Transport transport, IpFamily family, string netid)
    {
        var call = PortmapCalls.Getaddr(4, 100000, 4, transport, family);

        call.Should()
            .BeEquivalentTo(
                new
                {
                    Name = "GETADDR",
                    Version = 4u,
                    Procedure = 3u,
                }
            );
        Hex(call).Should().Be("000186A0" + "00000004" + netid + "00000000" + "00000000");
    }

    [Fact]
    public void Indirect_calls_with_no_arguments()
    {
        var call = PortmapCalls.Indirect(100003, 3, 0);

        call.Should()
            .BeEquivalentTo(
                new
                {
                    Name = "INDIRECT",
                    Version = 4u,
                    Procedure = 10u,
                }
            );
        Hex(call).Should().Be("000186A3" + "00000003" + "00000000" + "00000000");
    }

    [Fact]
    public void Null_and_dump_have_no_arguments()
    {
        PortmapCalls.Null(3).Should().Be(new RpcCall("NULL", 100000, 3, 0, []));
        PortmapCalls.Dump(4).Should().Be(new RpcCall("DUMP", 100000, 4, 4, []));
        PortmapCalls.WrongVersion().Should().Be(new RpcCall("NULL", 100000, 99, 0, []));
    }

    private static string Hex(RpcCall call) => Convert.ToHexString([.. call.Arguments]);
}
