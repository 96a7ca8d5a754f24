namespace Hardening.Rulesets.Ipsets;

/// <summary>One entry of a set.</summary>
/// <param name="Members">One for each dimension of the set's type; <c>bitmap:ip,mac</c> may leave out its second.</param>
/// <param name="Options">Such as <c>timeout</c>, <c>packets</c>, <c>comment</c>, <c>nomatch</c>, in the order of the text.</param>
/// <param name="Line">Its line, one-based.</param>
public sealed record IpsetEntry(
    EquatableArray<IpsetMember> Members,
    EquatableArray<IpsetOption> Options,
    int Line
)
{
    /// <summary>Whether what the entry holds is taken out of a larger network of the set: <c>nomatch</c>.</summary>
    public bool IsNoMatch => Has("nomatch");

    /// <summary>Whether the interface's name may go on behind: <c>wildcard</c>.</summary>
    public bool IsWildcard => Has("wildcard");

    /// <summary>What stands behind an option; null where the entry does not have it.</summary>
    public string? Value(string option)
    {
        foreach (var one in Options)
        {
            if (one.Name == option)
            {
                return one.Value;
            }
        }
        return null;
    }

    private bool Has(string option) => Value(option) is not null;
}
