using Hardening.Rulesets.Ipsets;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>The sets of several texts of ipset(8), which are loaded one after the other.</summary>
internal sealed class SetMembersOfTexts
{
    private readonly Dictionary<string, (string File, int Line)> made = new(StringComparer.Ordinal);
    private readonly List<SetMembers> members = [];

    /// <summary>Those of which it is known what packets are members.</summary>
    internal IReadOnlyList<SetMembers> Members => members;

    /// <exception cref="InputException">A text before has made a set of that name, so ipset makes none.</exception>
    internal void Add(IpsetText text)
    {
        foreach (var set in text.Sets)
        {
            if (!made.TryAdd(set.Name, (text.Name, set.Line)))
            {
                var (file, line) = made[set.Name];
                throw new InputException(
                    new InputError(
                        text.Name,
                        set.Line,
                        1,
                        FormattableString.Invariant(
                            $"found another set {Quotation.Of(set.Name)}, which {file}:{line} makes already; expected one of each name"
                        )
                    )
                );
            }
            if (SetMembersReader.Of(set) is { } read)
            {
                members.Add(read);
            }
        }
    }
}
