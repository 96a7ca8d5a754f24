using System.Diagnostics;
using HardeningLab.Rpc;

namespace HardeningLab.Probes;

/// <summary>Whether a reply of portmap is an answer to what was asked.</summary>
/// <param name="Verdict"><see cref="Verdict.Allowed"/> when it is, <see cref="Verdict.Denied"/> when the service refuses this caller, else <see cref="Verdict.Error"/>.</param>
/// <param name="Description">One line for people: <c>DUMP v2: 6 mappings</c>.</param>
public sealed record PortmapAnswer(Verdict Verdict, string Description)
{
    /// <summary>Longer than any universal address (RFC 5665, section 5.2.3).</summary>
    private const int MaxAddressLength = 256;

    /// <summary>Judges a reply. Never throws, whatever the reply holds.</summary>
    /// <param name="call">What was asked, made by <see cref="PortmapCalls"/>.</param>
    /// <param name="reply">What came back.</param>
    public static PortmapAnswer Judge(RpcCall call, RpcReply reply) =>
        reply switch
        {
            RpcReply.AuthError(var stat) => new(
                Verdict.Denied,
                $"MSG_DENIED, AUTH_ERROR, {NameOf(stat)}"
            ),
            RpcReply.Success(var body) => OfBody(call, [.. body]),
            _ when Tells(call, reply) => new(Verdict.Allowed, Describe(call, reply)),
            _ => new(Verdict.Error, Describe(call, reply)),
        };

    private static PortmapAnswer OfBody(RpcCall call, byte[] body) =>
        (call.Version, call.Procedure) switch
        {
            (_, PortmapCalls.NullProcedure) => body.Length == 0
                ? new(Verdict.Allowed, Asked(call))
                : new(Verdict.Error, $"{Asked(call)}: {body.Length} bytes, where none belong"),
            (2 or 3 or 4, PortmapCalls.DumpProcedure) => OfDump(call, body),
            (2, PortmapCalls.GetportProcedure) => OfGetport(call, body),
            (3 or 4, PortmapCalls.GetaddrProcedure) => OfGetaddr(call, body),
            (4, PortmapCalls.IndirectProcedure) => new(
                Verdict.Allowed,
                $"{Asked(call)}: SUCCESS, {body.Length} bytes"
            ),
            _ => new(Verdict.Error, $"{Asked(call)}: SUCCESS of a call that portmap does not have"),
        };

    private static PortmapAnswer OfDump(RpcCall call, byte[] body)
    {
        if (!PortmapList.TryRead(call.Version, body, out var registrations))
        {
            return new(Verdict.Error, $"{Asked(call)}: {body.Length} bytes that are no list");
        }
        var description =
            registrations.Count == 1 ? "1 mapping" : $"{registrations.Count} mappings";
        return registrations.Any(registration => registration.Program == PortmapCalls.Program)
            ? new(Verdict.Allowed, $"{Asked(call)}: {description}")
            : new(
                Verdict.Error,
                $"{Asked(call)}: {description}, none of them of program {PortmapCalls.Program}"
            );
    }

    private static PortmapAnswer OfGetport(RpcCall call, byte[] body)
    {
        var reader = new XdrReader(body);
        if (!reader.UnsignedInteger(out var port) || !reader.Rest.IsEmpty || port > ushort.MaxValue)
        {
            return new(Verdict.Error, $"{Asked(call)}: {body.Length} bytes that are no port");
        }
        if (port == 0)
        {
            return new(Verdict.Error, $"{Asked(call)}: port 0, which means not registered");
        }
        // Portmap answers this very call on its own port: another number is another's answer.
        var other = ProgramOf(call) == PortmapCalls.Program && port != PortmapCalls.Port;
        return new(
            other ? Verdict.Error : Verdict.Allowed,
            other
                ? $"{Asked(call)}: port {port}, not {PortmapCalls.Port}"
                : $"{Asked(call)}: port {port}"
        );
    }

    private static PortmapAnswer OfGetaddr(RpcCall call, byte[] body)
    {
        var reader = new XdrReader(body);
        if (!reader.String(MaxAddressLength, out var address) || !reader.Rest.IsEmpty)
        {
            return new(Verdict.Error, $"{Asked(call)}: {body.Length} bytes that are no address");
        }
        return address.Length > 0
            ? new(Verdict.Allowed, $"{Asked(call)}: {address}")
            : new(Verdict.Error, $"{Asked(call)}: an empty address, which means not registered");
    }

    /// <summary>A refusal that gives away what was asked all the same: presence, or what is registered behind INDIRECT.</summary>
    private static bool Tells(RpcCall call, RpcReply reply) =>
        (call.Version, call.Procedure, reply) switch
        {
            (PortmapCalls.UnknownVersion, PortmapCalls.NullProcedure, RpcReply.ProgMismatch) =>
                true,
            (
                4,
                PortmapCalls.IndirectProcedure,
                RpcReply.ProgUnavail
                    or RpcReply.ProgMismatch
                    or RpcReply.ProcUnavail
                    or RpcReply.GarbageArgs
                    or RpcReply.SystemErr
            ) => true,
            _ => false,
        };

    private static string Describe(RpcCall call, RpcReply reply) =>
        reply switch
        {
            RpcReply.ProgUnavail => $"{Asked(call)}: PROG_UNAVAIL",
            RpcReply.ProgMismatch(var low, var high) =>
                $"{Asked(call)}: PROG_MISMATCH, versions {low} to {high}",
            RpcReply.ProcUnavail => $"{Asked(call)}: PROC_UNAVAIL",
            RpcReply.GarbageArgs => $"{Asked(call)}: GARBAGE_ARGS",
            RpcReply.SystemErr => $"{Asked(call)}: SYSTEM_ERR",
            RpcReply.RpcMismatch(var low, var high) =>
                $"{Asked(call)}: MSG_DENIED, RPC_MISMATCH, versions {low} to {high}",
            RpcReply.Malformed(var reason) => $"{Asked(call)}: no reply of RPC: {reason}",
            _ => throw new UnreachableException(),
        };

    private static string Asked(RpcCall call) => $"{call.Name} v{call.Version}";

    private static uint ProgramOf(RpcCall getport)
    {
        var reader = new XdrReader([.. getport.Arguments]);
        return reader.UnsignedInteger(out var program) ? program : 0;
    }

    private static string NameOf(AuthStat stat) =>
        stat switch
        {
            AuthStat.Ok => "AUTH_OK",
            AuthStat.BadCredentials => "AUTH_BADCRED",
            AuthStat.RejectedCredentials => "AUTH_REJECTEDCRED",
            AuthStat.BadVerifier => "AUTH_BADVERF",
            AuthStat.RejectedVerifier => "AUTH_REJECTEDVERF",
            AuthStat.TooWeak => "AUTH_TOOWEAK",
            AuthStat.InvalidResponse => "AUTH_INVALIDRESP",
            AuthStat.Failed => "AUTH_FAILED",
            _ => $"auth_stat {(uint)stat}",
        };
}
