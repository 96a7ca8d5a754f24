namespace Hardening;

/// <summary>Finds the word that a person may have meant.</summary>
internal static class Spelling
{
    // Longer words are no slips of the pen, and the distance costs the product of the lengths.
    private const int Longest = 40;

    /// <summary>The sentence for a word that is none of the known ones.</summary>
    public static string Unknown(string kind, string word, IEnumerable<string> known)
    {
        var words = known.ToArray();
        var meant = Nearest(word, words) is { } nearest ? $"did you mean {nearest}? " : "";
        return $"unknown {kind} {Quotation.Of(word)}: {meant}Known: {string.Join(", ", words)}";
    }

    /// <summary>The known word that differs in the fewest letters, if not in more than a third of them.</summary>
    public static string? Nearest(string word, IEnumerable<string> known)
    {
        if (word.Length > Longest)
        {
            return null;
        }
        var (nearest, distance) = known
            .Select(candidate =>
                (candidate, Distance: Distance(word.ToLowerInvariant(), candidate))
            )
            .OrderBy(static pair => pair.Distance)
            .FirstOrDefault();
        return
            nearest is not null
            && distance <= Math.Max(1, Math.Max(word.Length, nearest.Length) / 3)
            ? nearest
            : null;
    }

    // Optimal string alignment: inserted, missing, wrong and swapped neighbouring letters count one each.
    private static int Distance(string left, string right)
    {
        var rows = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    rows[i, j] = i + j;
                    continue;
                }
                var same = left[i - 1] == right[j - 1];
                var least = Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1;
                least = Math.Min(least, rows[i - 1, j - 1] + (same ? 0 : 1));
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                {
                    least = Math.Min(least, rows[i - 2, j - 2] + 1);
                }
                rows[i, j] = least;
            }
        }
        return rows[left.Length, right.Length];
    }
}
