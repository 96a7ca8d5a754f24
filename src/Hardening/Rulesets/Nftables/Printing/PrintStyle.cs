namespace Hardening.Rulesets.Nftables.Printing;

/// <summary>What of a ruleset is printed, as the options of <c>nft</c> have it.</summary>
/// <param name="Handles">The kernel's numbers (<c>-a</c>).</param>
/// <param name="Stateless">Without what changes by packets (<c>-s</c>).</param>
/// <param name="NumericProtocols">Protocols as numbers (<c>-p</c>).</param>
/// <param name="ZoneOffset">How far the clock is ahead of UTC where moments are printed, in seconds.</param>
/// <param name="Layout">How it is laid out.</param>
internal sealed record PrintStyle(
    bool Handles = false,
    bool Stateless = false,
    bool NumericProtocols = false,
    int ZoneOffset = 0,
    TextLayout Layout = TextLayout.Listing
)
{
    /// <summary>As <c>nft list ruleset</c> prints it.</summary>
    internal static PrintStyle Default { get; } = new();
}
