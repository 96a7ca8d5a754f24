namespace Hardening.Policies;

/// <summary>
/// What may name a service, or a daemon of tcp-wrappers: nothing that hosts_access(5), a shell or a rule would read as
/// more than a name.
/// </summary>
internal static class ServiceName
{
    private const int Longest = 64;

    /// <summary>Returns the problem, empty if there is none.</summary>
    public static string Problem(string name)
    {
        if (name.Length is 0 or > Longest)
        {
            return $"{Quotation.Of(name)} is no name: expected 1 to {Longest} characters";
        }
        foreach (var character in name)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('.' or '_' or '-'))
            {
                return $"{Quotation.Of(name)} is no name: expected only letters, digits and . _ -";
            }
        }
        // To hosts_access(5) a dot at either end makes a pattern; to a command a leading dash makes an option.
        if (name[0] is '.' or '-' || name[^1] == '.')
        {
            return $"{Quotation.Of(name)} is no name: expected a letter, digit or _ first and no dot last";
        }
        return IsWildcard(name)
            ? $"{Quotation.Of(name)} is no name: tcp-wrappers gives that word a meaning of its own"
            : "";
    }

    // hosts_access(5), which ignores case.
    private static bool IsWildcard(string name) =>
        name.ToUpperInvariant()
            is "ALL"
                or "LOCAL"
                or "KNOWN"
                or "UNKNOWN"
                or "PARANOID"
                or "EXCEPT";
}
