namespace Hardening.Addresses;

/// <summary>The version of the Internet Protocol.</summary>
public enum IpFamily
{
    /// <summary>IPv4, addresses of 32 bits.</summary>
    IPv4,

    /// <summary>IPv6, addresses of 128 bits.</summary>
    IPv6,
}
