namespace Hardening.Rulesets.Nftables.Printing;

/// <summary>How a text is laid out.</summary>
internal enum TextLayout
{
    /// <summary>As <c>nft list ruleset</c> does it.</summary>
    Listing,

    /// <summary>As the files are that we write: each element on a line of its own, so that changes of lists show as lines.</summary>
    Lines,
}
