using HardeningLab.Rpc;

namespace HardeningLab.Tests.Rpc;

public class RpcCallTests
{
    private const string Dump =
        "12345678"
        + "00000000" // CALL
        + "00000002" // RPC version 2
        + "000186A0" // program 100000
        + "00000002"
        + "00000004" // DUMP
        + "0000000000000000" // credentials: AUTH_NONE, empty
        + "0000000000000000"; // verifier: AUTH_NONE, empty

    [Fact]
    public void A_dump_of_version_2_is_a_datagram_of_40_bytes()
    {
        var datagram = PortmapCalls.Dump(2).ToDatagram(0x12345678);

        datagram.Should().HaveCount(40);
        Convert.ToHexString(datagram).Should().Be(Dump);
    }

    [Fact]
    public void Over_TCP_it_stands_behind_the_mark_of_a_last_fragment()
    {
        var record = PortmapCalls.Dump(2).ToRecord(0x12345678);

        Convert.ToHexString(record).Should().Be("80000028" + Dump);
    }

    [Fact]
    public void The_arguments_follow_the_header()
    {
        var call = new RpcCall("SET", 7, 8, 9, [0xAA, 0xBB, 0xCC, 0xDD]);

        call.ToDatagram(1)[40..].Should().Equal(0xAA, 0xBB, 0xCC, 0xDD);
        call.ToRecord(1)[..4].Should().Equal(0x80, 0, 0, 44);
    }
}
