using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Translation.Nftables;

/// <summary>
/// What the rules of a chain see of connections. Before conntrack nothing that comes in has one yet, but for what this host sent
/// itself over loopback; such a packet is invalid, or a rule has said that it is not to be tracked (nft_ct_get_eval).
/// </summary>
internal sealed class ConnectionView
{
    private static readonly Condition IsOnLoopback = new Condition.Named(
        PacketField.InInterface,
        "lo"
    );

    private ConnectionView(bool isBefore)
    {
        IsBefore = isBefore;
        IsTracked = isBefore
            ? new Condition.AllOf([IsOnLoopback, Tracking.IsTracked])
            : Tracking.IsTracked;
    }

    /// <summary>That of chains which are asked before conntrack is.</summary>
    internal static ConnectionView Before { get; } = new(true);

    /// <summary>That of all others.</summary>
    internal static ConnectionView Behind { get; } = new(false);

    /// <summary>Whether conntrack has not been asked yet.</summary>
    internal bool IsBefore { get; }

    /// <summary>It has a connection that rules can see.</summary>
    internal Condition IsTracked { get; }

    /// <summary><c>notrack</c>, which has no effect on what has a connection (nft_notrack_eval).</summary>
    internal Step Untracked =>
        new Step.Assign(PacketField.ConnectionState, 0xff, (int)TrackingState.Untracked)
        {
            Where = IsTracked.Opposite(),
        };

    /// <summary>It is seen in one of these states.</summary>
    internal Condition IsIn(IReadOnlyCollection<TrackingState> states)
    {
        if (!IsBefore)
        {
            return Tracking.Among(states);
        }
        var isUntracked = Tracking.Among(TrackingState.Untracked);
        var withoutConnection = (
            states.Contains(TrackingState.Invalid),
            states.Contains(TrackingState.Untracked)
        ) switch
        {
            (true, true) => Condition.Always,
            (true, false) => isUntracked.Opposite(),
            (false, true) => isUntracked,
            _ => Condition.Never,
        };
        return new Condition.AnyOf([
            new Condition.AllOf([IsOnLoopback, Tracking.Among(states)]),
            new Condition.AllOf([IsOnLoopback.Opposite(), withoutConnection]),
        ]);
    }
}
