using Hardening.Analysis.Flows;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Walks;

namespace Hardening.Analysis.Differences;

/// <summary>Compares two filters of a family by what they do with every packet.</summary>
public static class FilterComparison
{
    private const int MaxBoxes = 8;

    private static readonly (string Name, HookPoint[] Hooks)[] Ways =
    [
        ("in", [HookPoint.Prerouting, HookPoint.Input]),
        ("forward", [HookPoint.Prerouting, HookPoint.Forward, HookPoint.Postrouting]),
        ("out", [HookPoint.Output, HookPoint.Postrouting]),
    ];

    /// <summary>What differs; nothing where they are equal.</summary>
    /// <param name="old">The one filter.</param>
    /// <param name="now">The other one, of the same family.</param>
    /// <exception cref="ChainLoopException">Chains of one go round in a circle.</exception>
    public static IEnumerable<FilterDifference> Compare(PacketFilter old, PacketFilter now)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(now);
        var names = NameAtoms.Of([
            new Condition.Named(PacketField.InInterface, "lo"),
            .. Conditions.In(old),
            .. Conditions.In(now),
        ]);
        var space = new PacketSpace(old.Family, names.Count);
        var states = Possible(space);
        var (before, after) = (
            new FilterFlow(old, space, names),
            new FilterFlow(now, space, names)
        );
        foreach (var (way, hooks) in Ways)
        {
            var (was, becomes) = (
                before.Before(space.All, hooks) & states,
                after.Before(space.All, hooks) & states
            );
            foreach (
                var (set, isLetThrough) in new[] { (becomes - was, true), (was - becomes, false) }
            )
            {
                if (!set.Possible.IsEmpty)
                {
                    yield return Describe(set, old, names, way, isLetThrough);
                }
            }
        }
    }

    private static FilterDifference Describe(
        PacketSet set,
        PacketFilter old,
        NameAtoms names,
        string way,
        bool isLetThrough
    )
    {
        var certain = set.Certain;
        var shown = certain.IsEmpty ? set : certain;
        var boxes = shown
            .Boxes(Enum.GetValues<PacketField>())
            .Take(MaxBoxes + 1)
            .Select(box => BoxText.Of(box, old.Family, names))
            .ToList();
        return new FilterDifference(
            old.Family,
            way,
            isLetThrough,
            boxes.Take(MaxBoxes).ToEquatableArray(),
            boxes.Count > MaxBoxes,
            NaturalPackets.In(shown, old.Family, names, isLoopback: false),
            certain.IsEmpty ? set.Unknowns.ToEquatableArray() : []
        );
    }

    /// <summary>A packet has one state.</summary>
    private static PacketSet Possible(PacketSpace space) =>
        space.OneOf(
            PacketField.ConnectionState,
            [
                .. Enum.GetValues<TrackingState>()
                    .Select(state => new ValueRange((uint)state, (uint)state)),
            ]
        );
}
