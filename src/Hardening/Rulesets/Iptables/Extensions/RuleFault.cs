namespace Hardening.Rulesets.Iptables.Extensions;

/// <summary>Why iptables 1.8 refuses a rule.</summary>
/// <param name="Word">Index of the word at which it shows, from 0 on; the number of words where something is missing at the end.</param>
/// <param name="Found">What stands there, quoted.</param>
/// <param name="Expected">What would be taken.</param>
/// <param name="IsOldNegation">
/// Whether it is a <c>!</c> behind its option, as it was taken until 1.4.3: what is meant is plain, and the rule is read as it was meant.
/// </param>
/// <param name="IsOfKernel">
/// Whether the tool itself would take it and the kernel refuses it: for its protocol, its table or its chain.
/// </param>
/// <param name="IsOfLegacy">Whether only iptables-legacy refuses it, and iptables-nft takes it.</param>
public sealed record RuleFault(
    int Word,
    string Found,
    string Expected,
    bool IsOldNegation = false,
    bool IsOfKernel = false,
    bool IsOfLegacy = false
)
{
    /// <summary>For people.</summary>
    public string Message => $"found {Found}, expected {Expected}";
}
