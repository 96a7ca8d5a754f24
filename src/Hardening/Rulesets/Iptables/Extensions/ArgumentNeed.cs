namespace Hardening.Rulesets.Iptables.Extensions;

/// <summary>Whether an option takes an argument (getopt_long(3)).</summary>
internal enum ArgumentNeed
{
    /// <summary>None.</summary>
    None,

    /// <summary>One, in the same word or as the next one.</summary>
    One,

    /// <summary>One in the same word, or none.</summary>
    Joined,
}
