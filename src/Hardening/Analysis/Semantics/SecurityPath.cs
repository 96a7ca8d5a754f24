namespace Hardening.Analysis.Semantics;

/// <summary>The way through IPsec that the kernel notes of a packet (<c>skb_sec_path</c>).</summary>
internal static class SecurityPath
{
    /// <summary>It came by IPsec.</summary>
    internal static Condition Came { get; } = new Condition.Unmodelled("meta secpath");
}
