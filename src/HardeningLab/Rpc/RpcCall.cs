using Hardening;

namespace HardeningLab.Rpc;

/// <summary>A call of an ONC RPC procedure with credentials of AUTH_NONE (RFC 5531, section 9).</summary>
/// <param name="Name">The procedure as its RFC spells it, such as <c>DUMP</c>.</param>
/// <param name="Program">The program number.</param>
/// <param name="Version">The program's version.</param>
/// <param name="Procedure">The procedure's number.</param>
/// <param name="Arguments">The arguments, encoded as XDR.</param>
public sealed record RpcCall(
    string Name,
    uint Program,
    uint Version,
    uint Procedure,
    EquatableArray<byte> Arguments
)
{
    private const int HeaderLength = 40;
    private const uint LastFragment = 0x8000_0000;

    /// <summary>The message as UDP carries it.</summary>
    /// <param name="xid">The transaction's number, which the reply repeats.</param>
    public byte[] ToDatagram(uint xid)
    {
        var datagram = new byte[HeaderLength + Arguments.Count];
        Write(new XdrWriter(datagram), xid);
        return datagram;
    }

    /// <summary>The message as TCP carries it: one fragment behind its record mark (RFC 5531, section 11).</summary>
    /// <param name="xid">The transaction's number, which the reply repeats.</param>
    public byte[] ToRecord(uint xid)
    {
        var record = new byte[sizeof(uint) + HeaderLength + Arguments.Count];
        var writer = new XdrWriter(record);
        writer.UnsignedInteger(LastFragment | (uint)(record.Length - sizeof(uint)));
        Write(writer, xid);
        return record;
    }

    private void Write(XdrWriter writer, uint xid)
    {
        writer.UnsignedInteger(xid);
        writer.UnsignedInteger(RpcProtocol.Call);
        writer.UnsignedInteger(RpcProtocol.Version);
        writer.UnsignedInteger(Program);
        writer.UnsignedInteger(Version);
        writer.UnsignedInteger(Procedure);
        writer.UnsignedInteger(RpcProtocol.AuthNone);
        writer.Opaque([]);
        writer.UnsignedInteger(RpcProtocol.AuthNone);
        writer.Opaque([]);
        foreach (var octet in Arguments)
        {
            writer.Octet(octet);
        }
    }
}
