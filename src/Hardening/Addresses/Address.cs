using System.Buffers.Binary;
using System.Net;

namespace Hardening.Addresses;

/// <summary>One IP address as a number; <c>default</c> is 0.0.0.0.</summary>
public readonly record struct Address : IComparable<Address>
{
    /// <summary>Makes the address with the given number.</summary>
    /// <param name="family">IPv4 or IPv6.</param>
    /// <param name="bits">The address as a number, its first byte the most significant one.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number needs more bits than the family has.</exception>
    public Address(IpFamily family, UInt128 bits)
    {
        if (family == IpFamily.IPv4 && bits > uint.MaxValue)
        {
            throw new ArgumentOutOfRangeException(
                nameof(bits),
                bits,
                "An IPv4 address has 32 bits."
            );
        }
        Family = family;
        Bits = bits;
    }

    /// <summary>IPv4 or IPv6.</summary>
    public IpFamily Family { get; }

    /// <summary>The address as a number, its first byte the most significant one.</summary>
    public UInt128 Bits { get; }

    /// <summary>32 or 128.</summary>
    public int Width => WidthOf(Family);

    /// <summary>The address after this one; null after the family's highest.</summary>
    public Address? Next => this == Highest(Family) ? null : new(Family, Bits + 1);

    /// <summary>The address before this one; null before the family's lowest.</summary>
    public Address? Previous => Bits == 0 ? null : new(Family, Bits - 1);

    /// <summary>0.0.0.0 or ::.</summary>
    public static Address Lowest(IpFamily family) => new(family, 0);

    /// <summary>255.255.255.255 or ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff.</summary>
    public static Address Highest(IpFamily family) =>
        new(family, UInt128.MaxValue >> (128 - WidthOf(family)));

    /// <summary>The number of bits of the family's addresses: 32 or 128.</summary>
    public static int WidthOf(IpFamily family) => family == IpFamily.IPv4 ? 32 : 128;

    /// <summary>
    /// Reads four decimal octets, or IPv6 text as in RFC 4291 section 2.2. Leading zeros in octets, shortened forms,
    /// zones and brackets are refused, because tools differ in what they make of them.
    /// </summary>
    /// <exception cref="FormatException">The text is anything else; the message says what.</exception>
    public static Address Parse(string text) =>
        TryParse(text, out var address, out var problem)
            ? address
            : throw new FormatException(problem);

    /// <summary>Reads as <see cref="Parse"/> does; on failure the problem is a sentence for people, else empty.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Address address, out string problem)
    {
        problem = text.Contains(':')
            ? Ipv6Literal.Read(text, out address)
            : Ipv4Literal.Read(text, out address);
        return problem.Length == 0;
    }

    /// <summary>Converts from .NET's type; a zone is dropped.</summary>
    public static Address From(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return From(address.GetAddressBytes());
    }

    /// <summary>Reads 4 or 16 bytes in network order.</summary>
    /// <exception cref="ArgumentException">There are neither 4 nor 16 bytes.</exception>
    public static Address From(ReadOnlySpan<byte> bytes) =>
        bytes.Length switch
        {
            4 => new(IpFamily.IPv4, BinaryPrimitives.ReadUInt32BigEndian(bytes)),
            16 => new(IpFamily.IPv6, BinaryPrimitives.ReadUInt128BigEndian(bytes)),
            _ => throw new ArgumentException(
                $"An address has 4 or 16 bytes, not {bytes.Length}.",
                nameof(bytes)
            ),
        };

    /// <summary>Converts to .NET's type.</summary>
    public IPAddress ToIPAddress() => new(ToBytes());

    /// <summary>The address in network order, 4 or 16 bytes.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Width / 8];
        WriteBytes(bytes);
        return bytes;
    }

    /// <summary>Writes the 4 or 16 bytes in network order to the start of <paramref name="destination"/>.</summary>
    /// <returns>The number of bytes written.</returns>
    public int WriteBytes(Span<byte> destination)
    {
        if (Family == IpFamily.IPv4)
        {
            BinaryPrimitives.WriteUInt32BigEndian(destination, (uint)Bits);
            return 4;
        }
        BinaryPrimitives.WriteUInt128BigEndian(destination, Bits);
        return 16;
    }

    /// <summary>IPv4 before IPv6, then by number.</summary>
    public int CompareTo(Address other) =>
        Family == other.Family ? Bits.CompareTo(other.Bits) : Family.CompareTo(other.Family);

    /// <summary>The canonical text: four octets, or RFC 5952 for IPv6.</summary>
    public override string ToString() =>
        Family == IpFamily.IPv4 ? Ipv4Literal.Write((uint)Bits) : Ipv6Literal.Write(Bits);

    /// <summary>IPv4 before IPv6, then by number.</summary>
    public static bool operator <(Address left, Address right) => left.CompareTo(right) < 0;

    /// <summary>IPv4 before IPv6, then by number.</summary>
    public static bool operator <=(Address left, Address right) => left.CompareTo(right) <= 0;

    /// <summary>IPv4 before IPv6, then by number.</summary>
    public static bool operator >(Address left, Address right) => left.CompareTo(right) > 0;

    /// <summary>IPv4 before IPv6, then by number.</summary>
    public static bool operator >=(Address left, Address right) => left.CompareTo(right) >= 0;
}
