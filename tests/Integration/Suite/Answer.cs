using HardeningLab.Rpc;

namespace Integration.Suite;

/// <summary>What a client gets for its question.</summary>
internal abstract record Answer
{
    private Answer(int bytes) => Bytes = bytes;

    /// <summary>How much came back, behind the headers of TCP and UDP.</summary>
    internal int Bytes { get; }

    /// <summary>The list that was asked for.</summary>
    internal sealed record Listed(int Length) : Answer(Length);

    /// <summary>An answer of RPC that refuses: MSG_DENIED, AUTH_ERROR.</summary>
    internal sealed record Denied(AuthStat Why, int Length) : Answer(Length);

    /// <summary>A RST, or an ICMP error.</summary>
    internal sealed record Refused() : Answer(0);

    /// <summary>Silence, for as long as the client listened.</summary>
    internal sealed record None() : Answer(0);

    /// <summary>Reads what scripts/question.sh prints behind the number.</summary>
    internal static Answer Read(Question question, string line) =>
        line.Split(' ') switch
        {
            ["reply", var text] => Read(question, Convert.FromBase64String(text)),
            ["refused"] => new Refused(),
            ["none"] => new None(),
            _ => throw new InvalidOperationException($"{question}: {line}"),
        };

    private static Answer Read(Question question, byte[] bytes) =>
        RpcReply.Read(Message(question, bytes), out _) switch
        {
            RpcReply.Success => new Listed(bytes.Length),
            RpcReply.AuthError denial => new Denied(denial.Stat, bytes.Length),
            var other => throw new InvalidOperationException($"{question}: {other}"),
        };

    private static byte[] Message(Question question, byte[] bytes)
    {
        if (question.Transport == Hardening.Policies.Transport.Udp)
        {
            return bytes;
        }
        var reader = new RecordReader();
        reader.Append(bytes);
        return reader.TryTake(out var message)
            ? message
            : throw new InvalidOperationException($"{question}: {bytes.Length} bytes, no record");
    }
}
