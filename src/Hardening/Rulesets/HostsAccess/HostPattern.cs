using System.Buffers;
using Hardening.Addresses;

namespace Hardening.Rulesets.HostsAccess;

/// <summary>What is asked of a host, of a client as of the server: <c>host_match</c> in hosts_access.c.</summary>
public abstract record HostPattern
{
    // NOT_INADDR of tcpd.h.
    private static readonly SearchValues<char> OfAddresses = SearchValues.Create("0123456789./");

    private HostPattern(string text) => Text = text;

    /// <summary>As it is written.</summary>
    public string Text { get; }

    /// <summary><c>KNOWN</c>: its address and its name are.</summary>
    public sealed record KnownHost(string Text) : HostPattern(Text);

    /// <summary><c>LOCAL</c>: its name is known and has no dot.</summary>
    public sealed record LocalHost(string Text) : HostPattern(Text);

    /// <summary><c>@group</c>: its name is in a netgroup.</summary>
    public sealed record Netgroup(string Text) : HostPattern(Text);

    /// <summary><c>/path</c>: a host pattern that stands in the file matches.</summary>
    public sealed record Listed(string Text) : HostPattern(Text);

    /// <summary><c>n.n.n.n/m.m.m.m</c> or <c>n.n.n.n/len</c>: <c>(address &amp; Mask) == Network</c>.</summary>
    /// <param name="Text">As it is written.</param>
    /// <param name="Network">May have bits outside of the mask: then it matches nothing.</param>
    /// <param name="Mask">Need not be a prefix's; never 0 for a length, and 255.255.255.255 as a length only.</param>
    public sealed record Ipv4Mask(string Text, uint Network, uint Mask) : HostPattern(Text);

    /// <summary><c>[v6]/len</c>: the first bits of the address are those of the network; others of the network do not count.</summary>
    /// <param name="Text">As it is written.</param>
    /// <param name="Network">An address of IPv6.</param>
    /// <param name="Length">0 to 128.</param>
    /// <param name="Zone">An interface that must exist for it to match; empty if it names none.</param>
    public sealed record Ipv6Prefix(string Text, Address Network, int Length, string Zone)
        : HostPattern(Text);

    /// <summary>A <c>/</c> in it makes it a network, and it is none that libwrap can read: it matches nothing, and nobody is told.</summary>
    public sealed record NoNetwork(string Text) : HostPattern(Text);

    /// <summary>Its address or, unless the pattern is made of digits, dots and slashes only, its name matches.</summary>
    /// <param name="Text">As it is written.</param>
    /// <param name="Pattern">What address or name is to be.</param>
    /// <param name="AsksName">Whether the name may do too.</param>
    public sealed record Named(string Text, TextPattern Pattern, bool AsksName) : HostPattern(Text);

    internal static HostPattern Of(string text)
    {
        if (text.StartsWith('@'))
        {
            return new Netgroup(text);
        }
        if (text.StartsWith('/'))
        {
            return new Listed(text);
        }
        if (text.Equals("KNOWN", StringComparison.OrdinalIgnoreCase))
        {
            return new KnownHost(text);
        }
        if (text.Equals("LOCAL", StringComparison.OrdinalIgnoreCase))
        {
            return new LocalHost(text);
        }
        var slash = BracketSplit.Find(text, 0, '/');
        return slash < 0
            ? new Named(
                text,
                TextPattern.Of(text),
                text.AsSpan().IndexOfAnyExcept(OfAddresses) >= 0
            )
            : OfNetwork(text, text[..slash], text[(slash + 1)..]);
    }

    private static HostPattern OfNetwork(string text, string network, string mask)
    {
        if (DottedQuad.Read(network) is { } ipv4)
        {
            return (DottedQuad.Read(mask) ?? MaskOf(ScannedNumber.Leading(mask))) is { } bits
                ? new Ipv4Mask(text, ipv4, bits)
                : new NoNetwork(text);
        }
        return
            network is ['[', .. var inner, ']']
            && NumericIpv6.Read(inner) is { } ipv6
            && ScannedNumber.Leading(mask) is >= 0 and <= 128 and var length
            ? new Ipv6Prefix(text, ipv6.Address, length, ipv6.Zone)
            : new NoNetwork(text);
    }

    /// <summary><c>cidr_mask_addr</c> in misc.c (Debian): a length of 0 is none.</summary>
    private static uint? MaskOf(int length) =>
        length is >= 1 and <= 32 ? uint.MaxValue << (32 - length) : null;
}
