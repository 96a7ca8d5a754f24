namespace Hardening.Rulesets.HostsAccess;

/// <summary>Patterns of which one must match, unless the list behind <c>EXCEPT</c> does: <c>a EXCEPT b EXCEPT c</c> is a without (b without c).</summary>
/// <param name="Patterns">In order; a list of none matches nothing.</param>
/// <param name="Except">What stands behind the first <c>EXCEPT</c>; null if there is none.</param>
/// <typeparam name="T">What one pattern is.</typeparam>
public sealed record PatternList<T>(EquatableArray<T> Patterns, PatternList<T>? Except = null)
{
    /// <summary>Whether it matches, given what its patterns do.</summary>
    public bool Matches(Func<T, bool> matches)
    {
        ArgumentNullException.ThrowIfNull(matches);
        var found = false;
        foreach (var pattern in Patterns)
        {
            if (matches(pattern))
            {
                found = true;
                break;
            }
        }
        return found && (Except is null || !Except.Matches(matches));
    }

    /// <summary>Every pattern, those behind <c>EXCEPT</c> too.</summary>
    public IEnumerable<T> All => Except is null ? Patterns : Patterns.Concat(Except.All);
}
