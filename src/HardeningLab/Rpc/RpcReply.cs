using Hardening;

namespace HardeningLab.Rpc;

/// <summary>What a server answered to a call (RFC 5531, section 9: <c>reply_body</c>), or why it is no answer.</summary>
public abstract record RpcReply
{
    private RpcReply() { }

    /// <summary>SUCCESS: the procedure ran.</summary>
    /// <param name="Body">Its results, encoded as XDR.</param>
    public sealed record Success(EquatableArray<byte> Body) : RpcReply;

    /// <summary>PROG_UNAVAIL: the program is not there.</summary>
    public sealed record ProgUnavail : RpcReply;

    /// <summary>PROG_MISMATCH: the program is there, in other versions.</summary>
    /// <param name="Low">The lowest version there.</param>
    /// <param name="High">The highest version there.</param>
    public sealed record ProgMismatch(uint Low, uint High) : RpcReply;

    /// <summary>PROC_UNAVAIL: the program has no such procedure.</summary>
    public sealed record ProcUnavail : RpcReply;

    /// <summary>GARBAGE_ARGS: the server could not decode the arguments.</summary>
    public sealed record GarbageArgs : RpcReply;

    /// <summary>SYSTEM_ERR: the server failed, for lack of memory for example.</summary>
    public sealed record SystemErr : RpcReply;

    /// <summary>MSG_DENIED, RPC_MISMATCH: the server speaks other versions of RPC itself.</summary>
    /// <param name="Low">The lowest version.</param>
    /// <param name="High">The highest version.</param>
    public sealed record RpcMismatch(uint Low, uint High) : RpcReply;

    /// <summary>MSG_DENIED, AUTH_ERROR: the server refuses this caller; what a daemon answers that asked the wrappers.</summary>
    /// <param name="Stat">Why.</param>
    public sealed record AuthError(AuthStat Stat) : RpcReply;

    /// <summary>No reply of RPC at all.</summary>
    /// <param name="Reason">What was found and what was expected.</param>
    public sealed record Malformed(string Reason) : RpcReply;

    /// <summary>Reads one message. Never throws, whatever the bytes are.</summary>
    /// <param name="message">A datagram, or a record without its marks.</param>
    /// <param name="xid">The call that it answers; 0 when the message is too short to tell.</param>
    public static RpcReply Read(ReadOnlySpan<byte> message, out uint xid)
    {
        var reader = new XdrReader(message);
        if (!reader.UnsignedInteger(out xid) || !reader.UnsignedInteger(out var type))
        {
            return new Malformed($"{message.Length} bytes; a reply has at least 20");
        }
        if (type != RpcProtocol.Reply)
        {
            return new Malformed($"message type {type}; a reply has {RpcProtocol.Reply}");
        }
        if (!reader.UnsignedInteger(out var stat))
        {
            return EndsIn("reply_stat", message);
        }
        return stat switch
        {
            RpcProtocol.Accepted => ReadAccepted(ref reader, message),
            RpcProtocol.Denied => ReadDenied(ref reader, message),
            _ => new Malformed($"reply_stat {stat}; 0 (accepted) and 1 (denied) are known"),
        };
    }

    private static RpcReply ReadAccepted(ref XdrReader reader, ReadOnlySpan<byte> message)
    {
        if (!reader.UnsignedInteger(out _) || !reader.Opaque(RpcProtocol.MaxAuthLength, out _))
        {
            return new Malformed(
                $"a verifier that passes {RpcProtocol.MaxAuthLength} bytes or the end of the message ({message.Length} bytes)"
            );
        }
        if (!reader.UnsignedInteger(out var stat))
        {
            return EndsIn("accept_stat", message);
        }
        return stat switch
        {
            RpcProtocol.Success => new Success(EquatableArray.Create(reader.Rest)),
            RpcProtocol.ProgUnavail => Last(new ProgUnavail(), ref reader),
            RpcProtocol.ProgMismatch => reader.UnsignedInteger(out var low)
            && reader.UnsignedInteger(out var high)
                ? Last(new ProgMismatch(low, high), ref reader)
                : EndsIn("mismatch_info", message),
            RpcProtocol.ProcUnavail => Last(new ProcUnavail(), ref reader),
            RpcProtocol.GarbageArgs => Last(new GarbageArgs(), ref reader),
            RpcProtocol.SystemErr => Last(new SystemErr(), ref reader),
            _ => new Malformed($"accept_stat {stat}; 0 to 5 are known"),
        };
    }

    private static RpcReply ReadDenied(ref XdrReader reader, ReadOnlySpan<byte> message)
    {
        if (!reader.UnsignedInteger(out var stat))
        {
            return EndsIn("reject_stat", message);
        }
        return stat switch
        {
            RpcProtocol.RpcMismatch => reader.UnsignedInteger(out var low)
            && reader.UnsignedInteger(out var high)
                ? Last(new RpcMismatch(low, high), ref reader)
                : EndsIn("mismatch_info", message),
            RpcProtocol.AuthError => reader.UnsignedInteger(out var why)
                ? Last(new AuthError((AuthStat)why), ref reader)
                : EndsIn("auth_stat", message),
            _ => new Malformed(
                $"reject_stat {stat}; 0 (RPC_MISMATCH) and 1 (AUTH_ERROR) are known"
            ),
        };
    }

    private static RpcReply Last(RpcReply reply, ref XdrReader reader) =>
        reader.Rest.IsEmpty
            ? reply
            : new Malformed($"{reader.Rest.Length} bytes after the end of the reply");

    private static Malformed EndsIn(string field, ReadOnlySpan<byte> message) =>
        new($"the message ends after {message.Length} bytes, in {field}");
}
