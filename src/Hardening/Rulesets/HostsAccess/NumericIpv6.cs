using System.Globalization;
using Hardening.Addresses;

namespace Hardening.Rulesets.HostsAccess;

/// <summary>An address of IPv6 as getaddrinfo(3) reads it without asking anybody, its zone included.</summary>
internal static class NumericIpv6
{
    /// <summary>The address, and the interface that must exist for it to be read, or an empty text; null if it is none.</summary>
    internal static (Address Address, string Zone)? Read(string text)
    {
        var percent = text.IndexOf('%');
        if (
            !Address.TryParse(percent < 0 ? text : text[..percent], out var address, out _)
            || address.Family != IpFamily.IPv6
        )
        {
            return null;
        }
        if (percent < 0)
        {
            return (address, "");
        }
        var zone = text[(percent + 1)..];
        var isNumber =
            zone.Length > 0
            && zone.All(char.IsAsciiDigit)
            && ulong.TryParse(zone, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number <= uint.MaxValue;
        // Link-local addresses, of hosts and of groups, are those whose zone may be a name.
        return isNumber ? (address, "")
            : IsLinkLocal(address) && zone.Length > 0 ? (address, zone)
            : null;
    }

    internal static bool IsLinkLocal(Address address) =>
        address.Bits >> 118 == 0x3fa || (address.Bits >> 112 & 0xff0f) == 0xff02;
}
