using Hardening;
using HardeningLab.Rpc;

namespace HardeningLab.Tests.Rpc;

/// <summary>The server's side of the protocol, as small as the tests need it.</summary>
internal static class ServerReply
{
    internal static byte[] Of(uint xid, RpcReply reply) =>
        reply switch
        {
            RpcReply.Success(var body) => [.. Accepted(xid, 0), .. body],
            RpcReply.ProgUnavail => Accepted(xid, 1),
            RpcReply.ProgMismatch(var low, var high) => Accepted(xid, 2, low, high),
            RpcReply.ProcUnavail => Accepted(xid, 3),
            RpcReply.GarbageArgs => Accepted(xid, 4),
            RpcReply.SystemErr => Accepted(xid, 5),
            RpcReply.RpcMismatch(var low, var high) => Words(xid, 1, 1, 0, low, high),
            RpcReply.AuthError(var stat) => Words(xid, 1, 1, 1, (uint)stat),
            _ => throw new ArgumentOutOfRangeException(nameof(reply)),
        };

    internal static byte[] Words(params uint[] words)
    {
        var writer = new XdrWriter(new byte[4 * words.Length]);
        foreach (var word in words)
        {
            writer.UnsignedInteger(word);
        }
        return [.. writer.ToArray()];
    }

    internal static byte[] Text(string text)
    {
        var writer = new XdrWriter(new byte[text.Length + 8]);
        writer.String(text);
        return [.. writer.ToArray()];
    }

    /// <summary>pmaplist of RFC 1833, section 3.1.</summary>
    internal static byte[] DumpV2(
        params (uint Program, uint Version, uint Protocol, uint Port)[] mappings
    ) =>
        [
            .. mappings.SelectMany(m => Words(1, m.Program, m.Version, m.Protocol, m.Port)),
            .. Words(0),
        ];

    /// <summary>rpcblist of RFC 1833, section 2.1.</summary>
    internal static byte[] DumpV4(
        params (uint Program, uint Version, string NetId, string Address, string Owner)[] mappings
    ) =>
        [
            .. mappings.SelectMany(m =>
                (byte[])
                    [
                        .. Words(1, m.Program, m.Version),
                        .. Text(m.NetId),
                        .. Text(m.Address),
                        .. Text(m.Owner),
                    ]
            ),
            .. Words(0),
        ];

    internal static RpcReply.Success Success(byte[] body) => new(EquatableArray.Create<byte>(body));

    private static byte[] Accepted(uint xid, uint stat, params uint[] rest) =>
        Words([xid, 1, 0, 0, 0, stat, .. rest]);
}
