namespace Hardening.Rulesets.HostsAccess;

/// <summary>Where libwrap splits a text: at the first such character that stands in no brackets (<c>split_at</c> in misc.c, for IPv6).</summary>
internal static class BracketSplit
{
    /// <summary>The place, or -1; a bracket that closes nothing hides what follows until another opens.</summary>
    internal static int Find(string text, int start, char delimiter)
    {
        var depth = 0;
        for (var at = start; at < text.Length; at++)
        {
            depth += text[at] switch
            {
                '[' => 1,
                ']' => -1,
                _ => 0,
            };
            if (depth == 0 && text[at] == delimiter)
            {
                return at;
            }
        }
        return -1;
    }
}
