using Hardening.Addresses;

namespace Hardening.Analysis.Wrappers;

/// <summary>Addresses as getnameinfo(3) of glibc writes them, without a zone.</summary>
public static class NumericHost
{
    /// <summary>As <see cref="Address"/> writes it, but <c>::192.0.2.1</c> where the first 96 bits are 0 and the next 16 are not.</summary>
    public static string Of(Address address) =>
        address.Family == IpFamily.IPv6 && address.Bits >> 32 == 0 && address.Bits >> 16 != 0
            ? $"::{new Address(IpFamily.IPv4, address.Bits)}"
            : address.ToString();
}
