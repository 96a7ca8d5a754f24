namespace Hardening.Rulesets.Iptables;

/// <summary>A chain as the texts that were followed have left it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="PolicyPlace">The place that last set its policy; null where none did.</param>
/// <param name="Rules">Its rules in their order.</param>
/// <param name="IsLost">Whether a command could not be followed, so that nobody knows its rules.</param>
public sealed record BookedChain(
    string Name,
    RulePlace? PolicyPlace,
    EquatableArray<BookedRule> Rules,
    bool IsLost
)
{
    /// <summary>The policy's word, as <c>DROP</c>; ACCEPT where none was set.</summary>
    public string PolicyWord =>
        PolicyPlace is null ? "ACCEPT"
        : RestoreWords.Split(PolicyPlace.Text) is [['-' or ':', ..] first, ..] words
        && first[0] == ':'
            ? words.ElementAtOrDefault(1) ?? "ACCEPT"
        : PolicyPlace.Text.TrimEnd().Split(' ')[^1];
}
