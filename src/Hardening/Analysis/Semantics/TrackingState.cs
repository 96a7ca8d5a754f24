namespace Hardening.Analysis.Semantics;

/// <summary>What connection tracking says of a packet; the numbers are nft's (<c>ct state</c>, linux/netfilter/nf_conntrack_common.h).</summary>
public enum TrackingState
{
    /// <summary>Of no connection that is known, and none that it could begin.</summary>
    Invalid = 1,

    /// <summary>Of a connection that both sides have spoken in.</summary>
    Established = 2,

    /// <summary>It begins a connection that another one announced, or reports an error of one.</summary>
    Related = 4,

    /// <summary>The first of a connection.</summary>
    New = 8,

    /// <summary>A rule said that it is not to be tracked.</summary>
    Untracked = 64,
}
