using Hardening.Analysis.Flows;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Differences;

/// <summary>
/// Tells a difference that is there, though it hangs on something unknown, from one that may be none. What is stateful may be one way
/// or the other for any packet, but two questions may be one in other words: so no more than one may be asked by one side alone.
/// </summary>
/// <param name="study">Where the sets live.</param>
/// <param name="old">The one filter.</param>
/// <param name="now">The other one.</param>
internal sealed class ShownDifferences(FilterStudy study, PacketFilter old, PacketFilter now)
{
    /// <summary>Each has two answers, and all of them are tried with all others.</summary>
    private const int MostFree = 6;

    private readonly Dictionary<string, Condition.Unmodelled> asked = By(old);
    private readonly Dictionary<string, Condition.Unmodelled> askedNow = By(now);

    /// <summary>Those packets of a difference for which the answers that make it can be given; none where that is not known.</summary>
    internal PacketSet Of(PacketSet difference)
    {
        var free = difference
            .Unknowns.Select(Find)
            .OfType<Condition.Unmodelled>()
            .Where(one => one.IsFree)
            .Take(MostFree)
            .Select(study.Sets.Of)
            .ToList();
        for (var answers = 0; answers < 1 << free.Count; answers++)
        {
            var said = answers;
            var rest = free.Index()
                .Aggregate(
                    difference,
                    (set, one) => (said >> one.Index & 1) == 0 ? set & one.Item : set - one.Item
                );
            if (!rest.IsEmpty && CanBeSo(rest))
            {
                return rest;
            }
        }
        return study.Space.None;
    }

    private bool CanBeSo(PacketSet packets)
    {
        var others = packets.Unknowns.Where(name => Find(name) is not { IsFree: true }).ToList();
        return others.TrueForAll(name => Find(name)?.Place is not null)
            && others.Count(name => !(asked.ContainsKey(name) && askedNow.ContainsKey(name))) <= 1;
    }

    private Condition.Unmodelled? Find(string name) =>
        asked.GetValueOrDefault(name) ?? askedNow.GetValueOrDefault(name);

    private static Dictionary<string, Condition.Unmodelled> By(PacketFilter filter) =>
        Conditions
            .In(filter)
            .OfType<Condition.Unmodelled>()
            .DistinctBy(one => one.Name)
            .ToDictionary(one => one.Name, StringComparer.Ordinal);
}
