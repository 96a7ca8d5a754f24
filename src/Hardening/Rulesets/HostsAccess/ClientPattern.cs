namespace Hardening.Rulesets.HostsAccess;

/// <summary>Which client.</summary>
/// <param name="Text">As it is written.</param>
/// <param name="User">Before an <c>@</c>, what the user's name is to be; null without one.</param>
/// <param name="Host">What its host is to be.</param>
public sealed record ClientPattern(string Text, TextPattern? User, HostPattern Host)
{
    internal static ClientPattern Of(string text)
    {
        var at = BracketSplit.Find(text, 1, '@');
        return at < 0
            ? new ClientPattern(text, null, HostPattern.Of(text))
            : new ClientPattern(text, TextPattern.Of(text[..at]), HostPattern.Of(text[(at + 1)..]));
    }
}
