namespace Hardening.Analysis.Semantics;

/// <summary>What became of a connection; the bits are nft's (<c>ct status</c>, IPS_ of linux/netfilter/nf_conntrack_common.h).</summary>
[Flags]
public enum TrackingStatus
{
    /// <summary>None of the others.</summary>
    None = 0,

    /// <summary>Another connection announced it.</summary>
    Expected = 1,

    /// <summary>Both sides have spoken.</summary>
    SeenReply = 2,

    /// <summary>It is not thrown away early.</summary>
    Assured = 4,

    /// <summary>Its first packet came through.</summary>
    Confirmed = 8,

    /// <summary>Its source was changed.</summary>
    SourceNat = 0x10,

    /// <summary>Its destination was changed.</summary>
    DestinationNat = 0x20,

    /// <summary>A rule has decided of its source: no other is asked.</summary>
    SourceNatDone = 0x80,

    /// <summary>A rule has decided of its destination: no other is asked.</summary>
    DestinationNatDone = 0x100,
}
