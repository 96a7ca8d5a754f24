using Hardening.Analysis.PacketSets;

namespace Hardening.Analysis.Linting;

/// <summary>Who gets to a port.</summary>
/// <param name="Outside">All that ask from outside.</param>
/// <param name="FromOutside">Those of them that get in.</param>
/// <param name="Loopback">All that ask over loopback.</param>
/// <param name="OverLoopback">Those of them that get in.</param>
internal sealed record Openness(
    PacketSet Outside,
    PacketSet FromOutside,
    PacketSet Loopback,
    PacketSet OverLoopback
)
{
    /// <summary>Whether somebody outside is certainly kept out.</summary>
    internal bool IsGuarded => !(Outside - FromOutside.Possible).IsEmpty;

    /// <summary>Whether everybody outside certainly gets in.</summary>
    internal bool IsOpen => (Outside - FromOutside.Certain).IsEmpty;
}
