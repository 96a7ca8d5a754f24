using Hardening.Addresses;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>A set of ipset(8), as far as packets can be members of it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Family">The family of its addresses; null where it has none.</param>
/// <param name="Parts">What its members are made of, such as an address and a port; nothing for a list of sets.</param>
/// <param name="Members">The members, in any order.</param>
/// <param name="Lists">The sets that it lists.</param>
internal sealed record SetMembers(
    string Name,
    IpFamily? Family,
    EquatableArray<SetPart> Parts,
    EquatableArray<SetMember> Members,
    EquatableArray<ListedSet> Lists
)
{
    /// <summary>Whether a member that is added may throw out another: <c>forceadd</c>.</summary>
    internal bool Evicts { get; init; }
}
