namespace Hardening.Addresses;

/// <summary>Four decimal octets, and nothing else that inet_aton(3) would take.</summary>
internal static class Ipv4Literal
{
    /// <summary>Returns the problem, empty if there is none.</summary>
    public static string Read(ReadOnlySpan<char> text, out Address address)
    {
        address = default;
        if (text.IsEmpty)
        {
            return "found nothing, expected an address such as 192.168.1.2 or fd00::2";
        }
        var problem = Read(text, out uint bits);
        if (problem.Length > 0)
        {
            return $"{Quotation.Of(text)} is no IPv4 address: {problem}";
        }
        address = new(IpFamily.IPv4, bits);
        return "";
    }

    /// <summary>Reads without naming the whole text in the problem, so that it also serves the end of an IPv6 address.</summary>
    public static string Read(ReadOnlySpan<char> text, out uint bits)
    {
        bits = 0;
        var octets = 0;
        foreach (var range in text.Split('.'))
        {
            var octet = text[range];
            var problem = ReadOctet(octet, out var value);
            if (problem.Length > 0)
            {
                return problem;
            }
            bits = bits << 8 | value;
            octets++;
        }
        return octets == 4
            ? ""
            : $"it has {octets} {(octets == 1 ? "octet" : "octets")}, expected 4 as in 192.168.1.2";
    }

    public static string Write(uint bits) =>
        $"{bits >> 24}.{bits >> 16 & 255}.{bits >> 8 & 255}.{bits & 255}";

    private static string ReadOctet(ReadOnlySpan<char> octet, out uint value)
    {
        value = 0;
        if (octet.IsEmpty)
        {
            return "an octet is empty, expected 4 numbers as in 192.168.1.2";
        }
        foreach (var digit in octet)
        {
            if (!char.IsAsciiDigit(digit))
            {
                return $"{Quotation.Of(octet)} is not a number, expected 4 numbers as in 192.168.1.2";
            }
        }
        if (octet[0] == '0' && octet.Length > 1)
        {
            return $"{Quotation.Of(octet)} has a leading zero, which some tools read as octal: write it in decimal, without leading zeros";
        }
        foreach (var digit in octet)
        {
            value = value * 10 + (uint)(digit - '0');
            if (value > 255)
            {
                return $"{Quotation.Of(octet)} is above 255";
            }
        }
        return "";
    }
}
