namespace Hardening.Addresses;

/// <summary>A network in the notation of RFC 4632; <c>default</c> is 0.0.0.0/0, every IPv4 address.</summary>
public readonly record struct Prefix
{
    /// <summary>Makes the network.</summary>
    /// <param name="network">Its first address.</param>
    /// <param name="length">The number of leading bits that its addresses share: 0 to 32, or 0 to 128.</param>
    /// <exception cref="ArgumentException">The length does not fit the family, or bits beyond it are set.</exception>
    public Prefix(Address network, int length)
    {
        if (length < 0 || length > network.Width)
        {
            throw new ArgumentOutOfRangeException(
                nameof(length),
                length,
                $"Expected 0 to {network.Width}."
            );
        }
        if ((network.Bits & HostMask(network.Width, length)) != 0)
        {
            throw new ArgumentException(HostBits(network, length), nameof(network));
        }
        Network = network;
        Length = length;
    }

    /// <summary>Makes the network of one address.</summary>
    public Prefix(Address address)
        : this(address, address.Width) { }

    /// <summary>The first address.</summary>
    public Address Network { get; }

    /// <summary>The number of leading bits that the addresses share.</summary>
    public int Length { get; }

    /// <summary>IPv4 or IPv6.</summary>
    public IpFamily Family => Network.Family;

    /// <summary>The lowest address, the same as <see cref="Network"/>.</summary>
    public Address First => Network;

    /// <summary>The highest address.</summary>
    public Address Last => new(Family, Network.Bits | HostMask(Network.Width, Length));

    /// <summary>Whether this is a single address.</summary>
    public bool IsSingle => Length == Network.Width;

    /// <summary>The same addresses as a range.</summary>
    public AddressRange Range => new(First, Last);

    /// <summary>Every address of the family: 0.0.0.0/0 or ::/0.</summary>
    public static Prefix Any(IpFamily family) => new(Address.Lowest(family), 0);

    /// <summary>The network of the given length around an address; its host bits are cleared.</summary>
    public static Prefix Around(Address address, int length) =>
        new(new(address.Family, address.Bits & ~HostMask(address.Width, length)), length);

    /// <summary>Whether the address is of this network.</summary>
    public bool Contains(Address address) =>
        address.Family == Family
        && (address.Bits & ~HostMask(Network.Width, Length)) == Network.Bits;

    /// <summary>Reads <c>192.168.1.0/24</c>, <c>fd00::/64</c>, or a single address.</summary>
    /// <exception cref="FormatException">The text is anything else, or has host bits set; the message says what.</exception>
    public static Prefix Parse(string text) =>
        TryParse(text, out var prefix, out var problem)
            ? prefix
            : throw new FormatException(problem);

    /// <summary>Reads as <see cref="Parse"/> does; on failure the problem is a sentence for people, else empty.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Prefix prefix, out string problem)
    {
        prefix = default;
        var slash = text.IndexOf('/');
        if (!Address.TryParse(slash < 0 ? text : text[..slash], out var address, out problem))
        {
            return false;
        }
        if (slash < 0)
        {
            prefix = new(address);
            return true;
        }
        if (!TryParseLength(text[(slash + 1)..], address.Width, out var length))
        {
            problem =
                $"{Quotation.Of(text)} has no proper prefix length: found {Quotation.Of(text[(slash + 1)..])}, expected a number from 0 to {address.Width}";
            return false;
        }
        if ((address.Bits & HostMask(address.Width, length)) != 0)
        {
            problem = HostBits(address, length);
            return false;
        }
        prefix = new(address, length);
        return true;
    }

    /// <summary>The notation <c>network/length</c>, or the address alone if it is a single one.</summary>
    public override string ToString() => IsSingle ? Network.ToString() : $"{Network}/{Length}";

    private static UInt128 HostMask(int width, int length) =>
        // C# shifts by the count modulo 128, so a whole width of 128 needs its own case.
        width == length
            ? 0
            : UInt128.MaxValue >> (128 - (width - length));

    private static string HostBits(Address address, int length) =>
        $"{address}/{length} has host bits set: write {Around(address, length).Network}/{length} for the network or {address} for the host";

    private static bool TryParseLength(ReadOnlySpan<char> text, int width, out int length)
    {
        length = 0;
        if (text.Length is 0 or > 3 || text[0] == '0' && text.Length > 1)
        {
            return false;
        }
        foreach (var digit in text)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return false;
            }
            length = length * 10 + (digit - '0');
        }
        return length <= width;
    }
}
