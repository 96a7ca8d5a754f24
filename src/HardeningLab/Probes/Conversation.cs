using System.Security.Cryptography;
using Hardening.Policies;
using HardeningLab.Rpc;

namespace HardeningLab.Probes;

/// <summary>What one probe says and waits for, above the transport.</summary>
internal abstract class Conversation
{
    /// <summary>What to send.</summary>
    internal abstract byte[] Request { get; }

    /// <summary>Takes what was received and gives the answer once it is whole; null while it is not.</summary>
    internal abstract Answer? Take(ReadOnlySpan<byte> received);

    internal static Conversation About(Probe probe, uint xid) =>
        probe.Call is { } call ? new OfRpc(call, probe.Endpoint.Transport, xid) : new OfToken();

    private sealed class OfRpc(RpcCall call, Transport transport, uint xid) : Conversation
    {
        private readonly RecordReader? records =
            transport == Transport.Tcp ? new RecordReader() : null;

        internal override byte[] Request { get; } =
            transport == Transport.Tcp ? call.ToRecord(xid) : call.ToDatagram(xid);

        internal override Answer? Take(ReadOnlySpan<byte> received)
        {
            if (records is null)
            {
                return Judge(received);
            }
            records.Append(received);
            if (records.Fault is { } fault)
            {
                return new Answer(Verdict.Error, fault);
            }
            return records.TryTake(out var record) ? Judge(record) : null;
        }

        private Answer? Judge(ReadOnlySpan<byte> message)
        {
            var reply = RpcReply.Read(message, out var answered);
            if (answered != xid)
            {
                return null;
            }
            var answer = PortmapAnswer.Judge(call, reply);
            return new Answer(answer.Verdict, $"{answer.Description} ({message.Length} bytes)");
        }
    }

    private sealed class OfToken : Conversation
    {
        private readonly List<byte> answer = [];

        internal override byte[] Request { get; } = RandomNumberGenerator.GetBytes(16);

        internal override Answer? Take(ReadOnlySpan<byte> received)
        {
            answer.AddRange(received);
            if (answer.Count < Request.Length)
            {
                return null;
            }
            return answer.SequenceEqual(Request)
                ? new Answer(Verdict.Allowed, "the listener gave the token back")
                : new Answer(Verdict.Error, $"{answer.Count} bytes that are not the token");
        }
    }
}

/// <summary>What the service said, and what that means.</summary>
internal sealed record Answer(Verdict Verdict, string Description);
