using Hardening.Analysis.Flows;
using Hardening.Analysis.Semantics;

namespace Hardening.Analysis.Differences;

/// <summary>
/// Finds the stateful questions of two filters that have one answer: what the same packets come to has seen the same, and says the
/// same. A limit behind <c>tcp dport 111</c> and one before it are two, as other packets use up the second.
/// </summary>
/// <param name="study">Where the sets of both live.</param>
/// <param name="old">The one filter.</param>
internal sealed class StateMatching(FilterStudy study, PacketFilter old)
{
    /// <summary>More are not looked at: each is followed through the whole filter.</summary>
    private const int Most = 64;

    /// <summary>
    /// The other filter, with the questions of the first where they have one answer. What stands at one place of one file on both sides
    /// is one question in any case.
    /// </summary>
    internal PacketFilter Matched(PacketFilter now)
    {
        var (asked, askedNow) = (StatefulIn(old), StatefulIn(now));
        var names = asked.Select(one => one.Name).ToHashSet(StringComparer.Ordinal);
        return
            asked.Count is 0 or > Most
            || askedNow.Count > Most
            || askedNow.TrueForAll(one => names.Contains(one.Name))
            ? now
            : Renamed(now, Pairs(now, asked, askedNow));
    }

    /// <summary>Those of the one filter for those of the other that have one answer.</summary>
    private Dictionary<Condition.Unmodelled, Condition.Unmodelled> Pairs(
        PacketFilter now,
        List<Condition.Unmodelled> asked,
        List<Condition.Unmodelled> askedNow
    )
    {
        var comings = new StatefulComings(study, old);
        var alone = new HashSet<Condition.Unmodelled>();
        while (true)
        {
            var pairs = Pairs(now, asked.Except(alone).ToList(), askedNow, comings);
            var torn = Torn(pairs, asked, askedNow).ToList();
            if (torn.Count == 0)
            {
                return pairs;
            }
            alone.UnionWith(torn);
        }
    }

    /// <summary>What decides whether one comes to another may be stateful too: each round finds more, until one finds none.</summary>
    private Dictionary<Condition.Unmodelled, Condition.Unmodelled> Pairs(
        PacketFilter now,
        List<Condition.Unmodelled> asked,
        List<Condition.Unmodelled> askedNow,
        StatefulComings comings
    )
    {
        var pairs = new Dictionary<Condition.Unmodelled, Condition.Unmodelled>();
        while (true)
        {
            var found = pairs.Count;
            var comingsNow = new StatefulComings(study, Renamed(now, pairs));
            var free = asked.Except(pairs.Values).ToList();
            foreach (var other in askedNow.Where(one => !pairs.ContainsKey(one)))
            {
                var one = free.Find(candidate =>
                    candidate.Text == other.Text
                    && candidate.Definition == other.Definition
                    && comings.To(candidate) is { } coming
                    && comingsNow.To(other) is { } comingNow
                    && coming.SequenceEqual(comingNow)
                );
                if (one is not null)
                {
                    pairs[other] = one;
                    free.Remove(one);
                }
            }
            if (pairs.Count == found)
            {
                return pairs;
            }
        }
    }

    /// <summary>Those whose state others ask too that have no counterpart, or one with another state.</summary>
    private static IEnumerable<Condition.Unmodelled> Torn(
        Dictionary<Condition.Unmodelled, Condition.Unmodelled> pairs,
        List<Condition.Unmodelled> asked,
        List<Condition.Unmodelled> askedNow
    )
    {
        foreach (var sharing in pairs.GroupBy(pair => StateOf(pair.Value)))
        {
            var states = sharing.Select(pair => StateOf(pair.Key)).Distinct().ToList();
            if (
                states.Count > 1
                || asked.Count(one => StateOf(one) == sharing.Key) > sharing.Count()
                || askedNow.Count(one => StateOf(one) == states[0]) > sharing.Count()
            )
            {
                foreach (var pair in sharing)
                {
                    yield return pair.Value;
                }
            }
        }
    }

    private static string StateOf(Condition.Unmodelled question) => question.State ?? question.Name;

    private static List<Condition.Unmodelled> StatefulIn(PacketFilter filter) =>
        [
            .. Conditions
                .In(filter)
                .OfType<Condition.Unmodelled>()
                .Where(one => one.Place is not null)
                .Distinct(),
        ];

    private static PacketFilter Renamed(
        PacketFilter filter,
        Dictionary<Condition.Unmodelled, Condition.Unmodelled> pairs
    ) =>
        pairs.Count == 0
            ? filter
            : filter.WithRules(
                (_, chain) =>
                    chain.Rules.Select(rule =>
                        rule.WithUnknowns(one => pairs.GetValueOrDefault(one, one))
                    )
            );
}
