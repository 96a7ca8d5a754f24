namespace Hardening.Rulesets.Iptables;

/// <summary>How a word of iptables-save(8) text is quoted.</summary>
internal enum WordQuoting
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>As a whole, and it stands for itself.</summary>
    Whole,

    /// <summary>As a whole, and each <c>\</c> in it keeps the character behind it.</summary>
    Escaped,

    /// <summary>From some character on, as in <c>--comment="a b"</c>.</summary>
    Inner,
}
