namespace Hardening.Addresses;

/// <summary>The addresses from the first to the last one, both included; <c>default</c> is 0.0.0.0 alone.</summary>
public readonly record struct AddressRange
{
    /// <summary>Makes a range of one family.</summary>
    /// <exception cref="ArgumentException">The families differ, or the last address is before the first.</exception>
    public AddressRange(Address first, Address last)
    {
        if (first.Family != last.Family || last < first)
        {
            throw new ArgumentException(
                $"{first}-{last} is no range: expected two addresses of one family, the lower one first.",
                nameof(last)
            );
        }
        First = first;
        Last = last;
    }

    /// <summary>The lowest address.</summary>
    public Address First { get; }

    /// <summary>The highest address.</summary>
    public Address Last { get; }

    /// <summary>IPv4 or IPv6.</summary>
    public IpFamily Family => First.Family;

    /// <summary>Whether the address lies between the two ends, ends included.</summary>
    public bool Contains(Address address) => First <= address && address <= Last;

    /// <summary>Both ends, as in <c>192.168.1.0-192.168.1.255</c>.</summary>
    public override string ToString() => $"{First}-{Last}";
}
