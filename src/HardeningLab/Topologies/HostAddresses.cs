using Hardening.Addresses;

namespace HardeningLab.Topologies;

/// <summary>Which addresses a host on a network can own and send from.</summary>
public static class HostAddresses
{
    private static readonly Prefix LoopbackIPv4 = Prefix.Parse("127.0.0.0/8");
    private static readonly Address LoopbackIPv6 = Address.Parse("::1");
    private static readonly Prefix LinkLocal = Prefix.Parse("fe80::/10");

    /// <summary>
    /// Addresses that no packet on a wire can come from: "this network", loopback, multicast and broadcast (RFC 1122, section
    /// 3.2.1.3); the unspecified address, IPv4-compatible and IPv4-mapped ones, multicast (RFC 4291); and, since they mean
    /// nothing without a link, link-local ones.
    /// </summary>
    public static AddressSet Never { get; } =
        AddressSet.Of(
            Prefix.Parse("0.0.0.0/8"),
            LoopbackIPv4,
            Prefix.Parse("224.0.0.0/4"),
            Prefix.Parse("255.255.255.255"),
            Prefix.Parse("::/96"),
            Prefix.Parse("::ffff:0:0/96"),
            LinkLocal,
            Prefix.Parse("ff00::/8")
        );

    /// <summary>Whether a host has the address to itself, on no wire: 127.0.0.0/8 and ::1.</summary>
    public static bool IsLoopback(Address address) =>
        LoopbackIPv4.Contains(address) || address == LoopbackIPv6;

    /// <summary>Whether the address is of fe80::/10 and so needs a link to mean anything (RFC 4291, section 2.5.6).</summary>
    public static bool IsLinkLocal(Address address) => LinkLocal.Contains(address);

    /// <summary>The address itself, or the next one upwards that a host can own; null at the end of the family.</summary>
    public static Address? AtOrAbove(Address address) => Step(address, up: true);

    /// <summary>The address itself, or the next one downwards that a host can own; null at the end of the family.</summary>
    public static Address? AtOrBelow(Address address) => Step(address, up: false);

    private static Address? Step(Address address, bool up)
    {
        Address? candidate = address;
        while (candidate is { } tried)
        {
            var block = Never
                .Ranges(tried.Family)
                .Where(range => range.Contains(tried))
                .Select(range => (AddressRange?)range);
            if (block.FirstOrDefault() is not { } never)
            {
                return tried;
            }
            candidate = up ? never.Last.Next : never.First.Previous;
        }
        return null;
    }
}
