using Hardening.Rulesets.HostsAccess;

namespace Hardening.Analysis.Wrappers;

/// <summary>A pattern for texts as a machine that takes one character after the other: each state is a set of places in the pattern.</summary>
internal sealed class WildcardStates
{
    private readonly string pattern;
    private readonly List<int[]> states = [];
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<(int State, char Letter), int> steps = [];

    internal WildcardStates(TextPattern text)
    {
        pattern = text switch
        {
            TextPattern.Wildcard => WildcardMatch.Simplified(text.Text),
            TextPattern.Ending => $"?*{text.Text}",
            TextPattern.Beginning => $"{text.Text}*",
            TextPattern.Anything or TextPattern.Known => "*",
            _ => text.Text,
        };
        Start = Number([0]);
    }

    internal int Start { get; }

    internal static int Dead => -1;

    internal int Step(int state, ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
        {
            state = Step(state, letter);
        }
        return state;
    }

    internal int Step(int state, char letter)
    {
        if (state == Dead)
        {
            return Dead;
        }
        if (!steps.TryGetValue((state, letter), out var next))
        {
            var places = new SortedSet<int>();
            foreach (var place in states[state].Where(place => place < pattern.Length))
            {
                if (pattern[place] == '*')
                {
                    places.Add(place);
                }
                else if (pattern[place] == '?' || WildcardMatch.Same(pattern[place], letter))
                {
                    places.Add(place + 1);
                }
            }
            steps[(state, letter)] = next = Number(places);
        }
        return next;
    }

    internal bool Accepts(int state) => state != Dead && states[state][^1] == pattern.Length;

    /// <summary>Whether what was taken matches whatever characters come behind it, if any do.</summary>
    internal bool MatchesAllBehind(int state) =>
        state != Dead && states[state].Any(place => pattern.AsSpan(place) is "*" or "?*");

    /// <summary>Whether what was taken matches with some characters behind it.</summary>
    internal bool MatchesSomeBehind(int state) =>
        state != Dead && states[state].Any(place => place < pattern.Length);

    /// <summary>An asterisk may stand for nothing.</summary>
    private int Number(IEnumerable<int> places)
    {
        var all = new SortedSet<int>(places);
        foreach (var place in all.ToList())
        {
            for (var at = place; at < pattern.Length && pattern[at] == '*'; at++)
            {
                all.Add(at + 1);
            }
        }
        if (all.Count == 0)
        {
            return Dead;
        }
        var key = string.Join(',', all);
        if (!numbers.TryGetValue(key, out var number))
        {
            numbers[key] = number = states.Count;
            states.Add([.. all]);
        }
        return number;
    }
}
