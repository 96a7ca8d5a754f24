using CsCheck;
using Hardening;
using HardeningLab.Rpc;

namespace HardeningLab.Tests.Rpc;

public class RpcReplyTests
{
    private static readonly Gen<RpcReply> Replies = Gen.OneOf<RpcReply>(
        Gen.Byte.Array[0, 64].Select(body => (RpcReply)ServerReply.Success(body)),
        Gen.Select(
            Gen.UInt,
            Gen.UInt,
            (low, high) => (RpcReply)new RpcReply.ProgMismatch(low, high)
        ),
        Gen.Select(
            Gen.UInt,
            Gen.UInt,
            (low, high) => (RpcReply)new RpcReply.RpcMismatch(low, high)
        ),
        Gen.UInt.Select(stat => (RpcReply)new RpcReply.AuthError((AuthStat)stat)),
        Gen.OneOf<RpcReply>(
            Gen.Const<RpcReply>(new RpcReply.ProgUnavail()),
            Gen.Const<RpcReply>(new RpcReply.ProcUnavail()),
            Gen.Const<RpcReply>(new RpcReply.GarbageArgs()),
            Gen.Const<RpcReply>(new RpcReply.SystemErr())
        )
    );

    [Fact]
    public void What_a_server_writes_is_read() =>
        Gen.Select(Gen.UInt, Replies)
            .Sample(
                (xid, reply) =>
                    RpcReply.Read(ServerReply.Of(xid, reply), out var read) == reply && read == xid
            );

    [Fact]
    public void No_bytes_make_it_throw() =>
        Gen.Byte.Array[0, 100].Sample(bytes => RpcReply.Read(bytes, out _) is not null);

    [Fact]
    public void A_reply_that_is_cut_short_is_malformed() =>
        Gen.Select(Replies.Where(reply => reply is not RpcReply.Success), Gen.Int[0, 31])
            .Sample(
                (reply, length) =>
                {
                    var whole = ServerReply.Of(1, reply);
                    return length >= whole.Length
                        || RpcReply.Read(whole.AsSpan(0, length), out _) is RpcReply.Malformed;
                }
            );

    [Fact]
    public void A_host_that_the_wrappers_deny_gets_20_bytes()
    {
        var message = Convert.FromHexString(
            "12345678" + "00000001" + "00000001" + "00000001" + "00000005"
        );

        message.Should().HaveCount(20);
        RpcReply.Read(message, out var xid).Should().Be(new RpcReply.AuthError(AuthStat.TooWeak));
        xid.Should().Be(0x12345678);
    }

    [Fact]
    public void A_verifier_before_the_body_is_passed_over()
    {
        var message = Convert.FromHexString(
            "00000001"
                + "00000001"
                + "00000000"
                + "00000007"
                + "00000003"
                + "AABBCC00"
                + "00000000"
                + "0000006F"
        );

        RpcReply.Read(message, out _).Should().Be(new RpcReply.Success([0, 0, 0, 0x6F]));
    }

    [Theory]
    [InlineData("", "0 bytes; a reply has at least 20")]
    [InlineData("0000000100000000", "message type 0; a reply has 1")]
    [InlineData("0000000100000001", "the message ends after 8 bytes, in reply_stat")]
    [InlineData("000000010000000100000002", "reply_stat 2; 0 (accepted) and 1 (denied) are known")]
    [InlineData(
        "00000001000000010000000000000000FFFFFFFF",
        "a verifier that passes 400 bytes or the end of the message (20 bytes)"
    )]
    [InlineData(
        "00000001000000010000000000000000000000000000000A",
        "accept_stat 10; 0 to 5 are known"
    )]
    [InlineData(
        "000000010000000100000000000000000000000000000001FF",
        "1 bytes after the end of the reply"
    )]
    public void What_is_no_reply_is_named(string hex, string reason) =>
        RpcReply
            .Read(Convert.FromHexString(hex), out _)
            .Should()
            .Be(new RpcReply.Malformed(reason));
}
