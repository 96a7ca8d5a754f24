using Hardening.Addresses;

namespace Hardening.Rulesets.HostsAccess;

/// <summary>What is asked of a text, be it an address, a host's name, a user's or a daemon's: <c>string_match</c> in hosts_access.c. Case does not count.</summary>
public abstract record TextPattern
{
    /// <summary>What a name is to libwrap that nobody could tell it.</summary>
    public const string Unknown = "unknown";

    /// <summary>What a host's name is to libwrap that does not lead back to its address.</summary>
    public const string Paranoid = "paranoid";

    private const string Mapped = "::ffff:";

    private TextPattern(string text) => Text = text;

    /// <summary>As it is written.</summary>
    public string Text { get; }

    /// <summary>Holds <c>*</c>, for any characters, or <c>?</c>, for any one.</summary>
    public sealed record Wildcard(string Text) : TextPattern(Text);

    /// <summary>Begins with a dot: what the text ends with, and it is longer.</summary>
    public sealed record Ending(string Text) : TextPattern(Text);

    /// <summary>Ends with a dot: what the text begins with.</summary>
    public sealed record Beginning(string Text) : TextPattern(Text);

    /// <summary><c>ALL</c>.</summary>
    public sealed record Anything(string Text) : TextPattern(Text);

    /// <summary><c>KNOWN</c>: anything but <c>unknown</c>.</summary>
    public sealed record Known(string Text) : TextPattern(Text);

    /// <summary>In brackets: the text is this address of IPv6, however it is written.</summary>
    /// <param name="Text">As it is written.</param>
    /// <param name="Address">The address; null where libwrap can read none, and nothing matches.</param>
    /// <param name="Zone">An interface that must exist for it to match; empty if it names none.</param>
    public sealed record Bracketed(string Text, Address? Address, string Zone) : TextPattern(Text);

    /// <summary>The text itself: <c>UNKNOWN</c> and <c>PARANOID</c> too, which are nothing but what such a name is.</summary>
    public sealed record Literal(string Text) : TextPattern(Text);

    /// <summary>Whether a text matches; an interface that a zone names is taken to exist.</summary>
    public bool Matches(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var told = Unmapped(text);
        return this switch
        {
            Wildcard => WildcardMatch.Matches(Text, told),
            Ending => told.Length > Text.Length
                && told.EndsWith(Text, StringComparison.OrdinalIgnoreCase),
            Beginning => told.StartsWith(Text, StringComparison.OrdinalIgnoreCase),
            Anything => true,
            Known => !told.Equals(Unknown, StringComparison.OrdinalIgnoreCase),
            Bracketed { Address: { } address } => NumericIpv6.Read(told)?.Address == address,
            Bracketed => false,
            _ => told.Equals(Text, StringComparison.OrdinalIgnoreCase),
        };
    }

    internal static TextPattern Of(string text) =>
        text.AsSpan().IndexOfAny('*', '?') >= 0 ? new Wildcard(text)
        : text.StartsWith('.') ? new Ending(text)
        : text.Equals("ALL", StringComparison.OrdinalIgnoreCase) ? new Anything(text)
        : text.Equals("KNOWN", StringComparison.OrdinalIgnoreCase) ? new Known(text)
        : text.EndsWith('.') ? new Beginning(text)
        : text is ['[', .. var inner, ']'] ? InBrackets(text, inner)
        : new Literal(text);

    /// <summary>An address of IPv4 in the clothes of IPv6 is taken for what it is.</summary>
    public static string Unmapped(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return
            text.StartsWith(Mapped, StringComparison.OrdinalIgnoreCase)
            && DottedQuad.Read(text[Mapped.Length..]) is not null
            ? text[Mapped.Length..]
            : text;
    }

    private static Bracketed InBrackets(string text, string inner) =>
        NumericIpv6.Read(inner) is { } read
            ? new Bracketed(text, read.Address, read.Zone)
            : new Bracketed(text, null, "");
}
