namespace Hardening.Rulesets.Nftables.Datatypes;

/// <summary>How nft writes the values of a data type.</summary>
internal enum Notation
{
    /// <summary>A decimal number.</summary>
    Decimal,

    /// <summary>A hexadecimal number without leading zeros.</summary>
    Hexadecimal,

    /// <summary>A hexadecimal number as wide as the type.</summary>
    WideHexadecimal,

    /// <summary>The name, where there is one; else a hexadecimal number as wide as the type.</summary>
    NameOrHexadecimal,

    /// <summary>The name, where there is one; else a decimal number.</summary>
    NameOrDecimal,

    /// <summary>The name in quotes, where there is one; else a decimal number.</summary>
    QuotedNameOrDecimal,

    /// <summary>The names of the bits, if all that are set have one.</summary>
    Flags,

    /// <summary>Four octets.</summary>
    Ipv4,

    /// <summary>An IPv6 address.</summary>
    Ipv6,

    /// <summary>Octets in hexadecimal, with colons.</summary>
    Ethernet,

    /// <summary>Text.</summary>
    Text,

    /// <summary>A span of time, such as <c>1h30m</c>.</summary>
    Duration,

    /// <summary>A time of a day, in quotes.</summary>
    Hour,

    /// <summary>A moment, in quotes.</summary>
    Moment,

    /// <summary>Major and minor number in hexadecimal.</summary>
    Handle,
}
