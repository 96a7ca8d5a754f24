namespace Hardening.Rulesets.Nftables.Reading;

/// <summary>The kinds of words of nft's language.</summary>
internal enum LexemeKind
{
    /// <summary>Nothing more.</summary>
    End,

    /// <summary>The end of a line, or a semicolon.</summary>
    Separator,

    /// <summary>A name, a keyword, a span of time.</summary>
    Word,

    /// <summary>A number, decimal or hexadecimal.</summary>
    Number,

    /// <summary>An address of IPv4, IPv6 or Ethernet.</summary>
    Address,

    /// <summary>Text in quotes.</summary>
    Quoted,

    /// <summary><c>$name</c>.</summary>
    Variable,

    /// <summary>An operator or a brace.</summary>
    Sign,
}
