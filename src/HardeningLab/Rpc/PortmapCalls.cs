using Hardening.Addresses;
using Hardening.Policies;

namespace HardeningLab.Rpc;

/// <summary>The calls to program 100000: portmap version 2, rpcbind versions 3 and 4 (RFC 1833). Arguments are always well-formed.</summary>
public static class PortmapCalls
{
    /// <summary>The program number of portmap and rpcbind.</summary>
    public const uint Program = 100000;

    /// <summary>The port of portmap and rpcbind, TCP and UDP.</summary>
    public const ushort Port = 111;

    internal const uint NullProcedure = 0;
    internal const uint GetportProcedure = 3;
    internal const uint GetaddrProcedure = 3;
    internal const uint DumpProcedure = 4;
    internal const uint IndirectProcedure = 10;

    internal const uint UnknownVersion = 99;
    private const uint ProtocolTcp = 6;
    private const uint ProtocolUdp = 17;

    // The longest arguments are those of GETADDR: two numbers and three short strings.
    private const int MaxArgumentsLength = 64;

    /// <summary>NULL: does nothing; rpcbind answers it to a denied host too.</summary>
    /// <param name="version">2, 3 or 4.</param>
    public static RpcCall Null(uint version) => new("NULL", Program, version, NullProcedure, []);

    /// <summary>DUMP: lists everything that is registered.</summary>
    /// <param name="version">2, 3 or 4.</param>
    public static RpcCall Dump(uint version) => new("DUMP", Program, version, DumpProcedure, []);

    /// <summary>GETPORT of version 2: the port of a program (RFC 1833, section 3.1: <c>mapping</c>).</summary>
    /// <param name="program">The program asked for.</param>
    /// <param name="version">Its version.</param>
    /// <param name="transport">The transport that it should be reached by.</param>
    public static RpcCall Getport(uint program, uint version, Transport transport)
    {
        var writer = new XdrWriter(stackalloc byte[MaxArgumentsLength]);
        writer.UnsignedInteger(program);
        writer.UnsignedInteger(version);
        writer.UnsignedInteger(transport is Transport.Tcp ? ProtocolTcp : ProtocolUdp);
        writer.UnsignedInteger(0);
        return new("GETPORT", Program, 2, GetportProcedure, writer.ToArray());
    }

    /// <summary>GETADDR of version 3 or 4: the universal address of a program (RFC 1833, section 2.1: <c>rpcb</c>).</summary>
    /// <param name="rpcbindVersion">3 or 4.</param>
    /// <param name="program">The program asked for.</param>
    /// <param name="version">Its version.</param>
    /// <param name="transport">The transport that it should be reached by.</param>
    /// <param name="family">With the transport, the network identifier: <c>udp</c>, <c>tcp</c>, <c>udp6</c>, <c>tcp6</c>.</param>
    public static RpcCall Getaddr(
        uint rpcbindVersion,
        uint program,
        uint version,
        Transport transport,
        IpFamily family
    )
    {
        var netid =
            (transport is Transport.Tcp ? "tcp" : "udp") + (family is IpFamily.IPv6 ? "6" : "");
        var writer = new XdrWriter(stackalloc byte[MaxArgumentsLength]);
        writer.UnsignedInteger(program);
        writer.UnsignedInteger(version);
        writer.String(netid);
        writer.String("");
        writer.String("");
        return new("GETADDR", Program, rpcbindVersion, GetaddrProcedure, writer.ToArray());
    }

    /// <summary>INDIRECT of version 4: calls a procedure through rpcbind, which does not ask the wrappers for it (UDP only).</summary>
    /// <param name="program">The program to call.</param>
    /// <param name="version">Its version.</param>
    /// <param name="procedure">The procedure; called without arguments (RFC 1833, section 2.1: <c>rpcb_rmtcallargs</c>).</param>
    public static RpcCall Indirect(uint program, uint version, uint procedure)
    {
        var writer = new XdrWriter(stackalloc byte[MaxArgumentsLength]);
        writer.UnsignedInteger(program);
        writer.UnsignedInteger(version);
        writer.UnsignedInteger(procedure);
        writer.Opaque([]);
        return new("INDIRECT", Program, 4, IndirectProcedure, writer.ToArray());
    }

    /// <summary>NULL of a version that no portmapper has: PROG_MISMATCH tells that one is there.</summary>
    public static RpcCall WrongVersion() => new("NULL", Program, UnknownVersion, NullProcedure, []);
}
