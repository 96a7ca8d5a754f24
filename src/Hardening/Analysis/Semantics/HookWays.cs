namespace Hardening.Analysis.Semantics;

/// <summary>The hooks that a packet meets, in order, by where it comes from and where it goes to.</summary>
internal static class HookWays
{
    /// <summary>To this host.</summary>
    internal static readonly HookPoint[] ToHost =
    [
        HookPoint.Ingress,
        HookPoint.Prerouting,
        HookPoint.Input,
    ];

    /// <summary>Past this host, to somebody else.</summary>
    internal static readonly HookPoint[] PastHost =
    [
        HookPoint.Ingress,
        HookPoint.Prerouting,
        HookPoint.Forward,
        HookPoint.Postrouting,
        HookPoint.Egress,
    ];

    /// <summary>From this host.</summary>
    internal static readonly HookPoint[] FromHost =
    [
        HookPoint.Output,
        HookPoint.Postrouting,
        HookPoint.Egress,
    ];
}
