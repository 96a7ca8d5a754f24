using Hardening.Analysis.PacketSets;

namespace Hardening.Analysis.Semantics;

/// <summary>
/// Fragments: 0 of the field is a whole packet, 1 the first fragment, 2 a later one. A later one has no header of the protocol
/// above, so no match that looks at one holds for it, nor does the opposite of such a match (<c>par->fragoff != 0</c> in
/// net/netfilter/xt_tcpudp.c and kin, <c>pkt->fragoff</c> in nft_payload.c). Where conntrack is at work, it has put all fragments
/// together before any rule is asked.
/// </summary>
internal static class FragmentHeaders
{
    internal static Condition IsFirst { get; } = Condition.Is(PacketField.Fragment, 1);

    internal static Condition IsLater { get; } = Condition.Is(PacketField.Fragment, 2);

    /// <summary>It is one of several.</summary>
    internal static Condition IsFragment { get; } = new Condition.AnyOf([IsFirst, IsLater]);

    /// <summary>A first fragment has always more behind it; of a later one nobody knows.</summary>
    internal static Condition HasMore { get; } =
        new Condition.AnyOf([
            IsFirst,
            new Condition.AllOf([IsLater, new Condition.Unmodelled("more fragments")]),
        ]);

    /// <summary>It has the header of the protocol above.</summary>
    internal static Condition HasTransport { get; } = IsLater.Opposite();
}
