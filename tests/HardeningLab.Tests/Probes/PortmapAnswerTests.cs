using CsCheck;
using Hardening.Addresses;
using Hardening.Policies;
using HardeningLab.Probes;
using HardeningLab.Rpc;
using HardeningLab.Tests.Rpc;

namespace HardeningLab.Tests.Probes;

public class PortmapAnswerTests
{
    private static readonly RpcCall Getport = PortmapCalls.Getport(100000, 2, Transport.Udp);
    private static readonly RpcCall Getaddr = PortmapCalls.Getaddr(
        3,
        100000,
        3,
        Transport.Tcp,
        IpFamily.IPv4
    );

    private static readonly RpcCall[] Calls =
    [
        PortmapCalls.Null(2),
        PortmapCalls.Dump(2),
        PortmapCalls.Dump(3),
        PortmapCalls.Dump(4),
        Getport,
        Getaddr,
        PortmapCalls.Indirect(100003, 3, 0),
        PortmapCalls.WrongVersion(),
    ];

    [Fact]
    public void A_dump_with_the_portmapper_in_it_is_an_answer()
    {
        var body = ServerReply.DumpV2([
            .. Enumerable
                .Range(2, 3)
                .SelectMany(v => new[] { 6u, 17u }.Select(p => (100000u, (uint)v, p, 111u))),
        ]);

        Judged(PortmapCalls.Dump(2), body)
            .Should()
            .Be(new PortmapAnswer(Verdict.Allowed, "DUMP v2: 6 mappings"));
    }

    [Fact]
    public void A_dump_without_the_portmapper_is_none() =>
        Judged(PortmapCalls.Dump(4), ServerReply.DumpV4((7, 1, "tcp", "0.0.0.0.8.1", "")))
            .Should()
            .Be(
                new PortmapAnswer(
                    Verdict.Error,
                    "DUMP v4: 1 mapping, none of them of program 100000"
                )
            );

    [Fact]
    public void Other_bytes_are_no_dump() =>
        Judged(PortmapCalls.Dump(3), [1, 2, 3])
            .Should()
            .Be(new PortmapAnswer(Verdict.Error, "DUMP v3: 3 bytes that are no list"));

    [Theory]
    [InlineData(111, Verdict.Allowed, "GETPORT v2: port 111")]
    [InlineData(0, Verdict.Error, "GETPORT v2: port 0, which means not registered")]
    [InlineData(112, Verdict.Error, "GETPORT v2: port 112, not 111")]
    [InlineData(65536, Verdict.Error, "GETPORT v2: 4 bytes that are no port")]
    public void A_port_must_be_the_portmappers(uint port, Verdict verdict, string description) =>
        Judged(Getport, ServerReply.Words(port))
            .Should()
            .Be(new PortmapAnswer(verdict, description));

    [Fact]
    public void Another_programs_port_may_be_any() =>
        Judged(PortmapCalls.Getport(100003, 3, Transport.Tcp), ServerReply.Words(2049))
            .Verdict.Should()
            .Be(Verdict.Allowed);

    [Theory]
    [InlineData("0.0.0.0.0.111", Verdict.Allowed, "GETADDR v3: 0.0.0.0.0.111")]
    [InlineData("", Verdict.Error, "GETADDR v3: an empty address, which means not registered")]
    public void An_address_must_not_be_empty(string address, Verdict verdict, string description) =>
        Judged(Getaddr, ServerReply.Text(address))
            .Should()
            .Be(new PortmapAnswer(verdict, description));

    [Fact]
    public void A_refusal_of_the_caller_is_denied_whatever_was_asked()
    {
        foreach (var call in Calls)
        {
            PortmapAnswer
                .Judge(call, new RpcReply.AuthError(AuthStat.TooWeak))
                .Should()
                .Be(new PortmapAnswer(Verdict.Denied, "MSG_DENIED, AUTH_ERROR, AUTH_TOOWEAK"));
        }
    }

    [Fact]
    public void Every_auth_stat_has_its_name()
    {
        var names = Enumerable
            .Range(0, 9)
            .Select(stat =>
                PortmapAnswer
                    .Judge(Getport, new RpcReply.AuthError((AuthStat)stat))
                    .Description.Split(", ")[2]
            );

        names
            .Should()
            .Equal(
                "AUTH_OK",
                "AUTH_BADCRED",
                "AUTH_REJECTEDCRED",
                "AUTH_BADVERF",
                "AUTH_REJECTEDVERF",
                "AUTH_TOOWEAK",
                "AUTH_INVALIDRESP",
                "AUTH_FAILED",
                "auth_stat 8"
            );
    }

    [Fact]
    public void Every_other_reply_is_an_error_with_its_name()
    {
        var dump = PortmapCalls.Dump(2);

        new RpcReply[]
        {
            new RpcReply.ProgUnavail(),
            new RpcReply.ProgMismatch(2, 4),
            new RpcReply.ProcUnavail(),
            new RpcReply.GarbageArgs(),
            new RpcReply.SystemErr(),
            new RpcReply.RpcMismatch(2, 2),
            new RpcReply.Malformed("why"),
        }
            .Select(reply => PortmapAnswer.Judge(dump, reply))
            .Should()
            .Equal(
                new PortmapAnswer(Verdict.Error, "DUMP v2: PROG_UNAVAIL"),
                new PortmapAnswer(Verdict.Error, "DUMP v2: PROG_MISMATCH, versions 2 to 4"),
                new PortmapAnswer(Verdict.Error, "DUMP v2: PROC_UNAVAIL"),
                new PortmapAnswer(Verdict.Error, "DUMP v2: GARBAGE_ARGS"),
                new PortmapAnswer(Verdict.Error, "DUMP v2: SYSTEM_ERR"),
                new PortmapAnswer(
                    Verdict.Error,
                    "DUMP v2: MSG_DENIED, RPC_MISMATCH, versions 2 to 2"
                ),
                new PortmapAnswer(Verdict.Error, "DUMP v2: no reply of RPC: why")
            );
    }

    [Fact]
    public void Refusals_of_indirect_and_of_a_wrong_version_tell_what_was_asked()
    {
        PortmapAnswer
            .Judge(PortmapCalls.WrongVersion(), new RpcReply.ProgMismatch(2, 4))
            .Should()
            .Be(new PortmapAnswer(Verdict.Allowed, "NULL v99: PROG_MISMATCH, versions 2 to 4"));
        PortmapAnswer
            .Judge(PortmapCalls.Indirect(100003, 99, 0), new RpcReply.ProgMismatch(3, 4))
            .Should()
            .Be(new PortmapAnswer(Verdict.Allowed, "INDIRECT v4: PROG_MISMATCH, versions 3 to 4"));
    }

    [Fact]
    public void No_body_makes_it_throw() =>
        Gen.Select(Gen.Int[0, Calls.Length - 1], Gen.OneOf(Gen.Byte, Gen.Byte[0, 1]).Array[0, 200])
            .Sample(
                (at, body) => Judged(Calls[at], body).Verdict is Verdict.Allowed or Verdict.Error
            );

    private static PortmapAnswer Judged(RpcCall call, byte[] body) =>
        PortmapAnswer.Judge(call, ServerReply.Success(body));
}
