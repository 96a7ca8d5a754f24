namespace HardeningLab.Rpc;

/// <summary>The numbers of the RPC message protocol, version 2 (RFC 5531, sections 8 and 9).</summary>
internal static class RpcProtocol
{
    internal const uint Version = 2;

    internal const uint Call = 0;
    internal const uint Reply = 1;

    internal const uint Accepted = 0;
    internal const uint Denied = 1;

    internal const uint Success = 0;
    internal const uint ProgUnavail = 1;
    internal const uint ProgMismatch = 2;
    internal const uint ProcUnavail = 3;
    internal const uint GarbageArgs = 4;
    internal const uint SystemErr = 5;

    internal const uint RpcMismatch = 0;
    internal const uint AuthError = 1;

    internal const uint AuthNone = 0;

    /// <summary>The longest body of credentials or a verifier (section 8.2).</summary>
    internal const int MaxAuthLength = 400;
}
