using System.Globalization;
using System.Text;
using Hardening.Addresses;
using Hardening.Rulesets.Nftables.Datatypes;
using Hardening.Rulesets.Nftables.Reading;

namespace Hardening.Rulesets.Nftables.Printing;

/// <summary>Values as nft writes those of their type.</summary>
internal static class ConstantText
{
    internal static string Print(
        Datatype type,
        UInt128 value,
        PrintStyle style,
        string flagSeparator = ","
    ) =>
        type.Notation switch
        {
            Notation.Hexadecimal => Hexadecimal(value, 1),
            Notation.WideHexadecimal => Hexadecimal(value, type.Width / 4),
            Notation.NameOrHexadecimal => type.NameOf(value)
                ?? Hexadecimal(value, (type.Width + 7) / 8 * 2),
            Notation.NameOrDecimal when style.NumericProtocols && type.Name == "inet_proto" =>
                Decimal(value),
            Notation.NameOrDecimal => type.NameOf(value) ?? Decimal(value),
            Notation.QuotedNameOrDecimal => type.NameOf(value) is { } name
                ? $"\"{name}\""
                : Decimal(value),
            Notation.Flags => Flags(type, value, flagSeparator),
            Notation.Ipv4 => new Address(IpFamily.IPv4, value & uint.MaxValue).ToString(),
            Notation.Ipv6 => Ipv6Text.Print(value),
            Notation.Ethernet => Octets(value, type.Width == 0 ? 48 : type.Width),
            Notation.Duration => DurationText.Print((ulong)value),
            Notation.Hour => Hour(value, style),
            Notation.Moment => Moment(value, style),
            Notation.Handle => type.NameOf(value)
                ?? string.Create(
                    CultureInfo.InvariantCulture,
                    $"{(uint)value >> 16:x}:{(uint)value & 0xffff:x}"
                ),
            _ => Decimal(value),
        };

    private static string Decimal(UInt128 value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Hexadecimal(UInt128 value, int digits) =>
        "0x" + value.ToString("x", CultureInfo.InvariantCulture).PadLeft(digits, '0');

    private static string Flags(Datatype type, UInt128 value, string separator)
    {
        var names = new StringBuilder();
        var rest = value;
        foreach (var (name, bit) in type.Symbols)
        {
            if ((rest & bit) != 0)
            {
                names.Append(names.Length > 0 ? separator : string.Empty).Append(name);
                rest &= ~bit;
            }
        }
        return rest != 0 || names.Length == 0 || value == type.Highest
            ? Hexadecimal(value, 1)
            : names.ToString();
    }

    private static string Octets(UInt128 value, int width)
    {
        var text = new StringBuilder();
        for (var shift = width - 8; shift >= 0; shift -= 8)
        {
            text.Append(text.Length > 0 ? ":" : string.Empty)
                .Append(CultureInfo.InvariantCulture, $"{(byte)(value >> shift):x2}");
        }
        return text.ToString();
    }

    private static string Hour(UInt128 value, PrintStyle style)
    {
        const int Day = 86_400;
        var seconds = (int)(((long)value + style.ZoneOffset) % Day + Day) % Day;
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{seconds / 3600:00}:{seconds / 60 % 60:00}"
        );
        return seconds % 60 == 0
            ? $"\"{text}\""
            : string.Create(CultureInfo.InvariantCulture, $"\"{text}:{seconds % 60:00}\"");
    }

    private static string Moment(UInt128 value, PrintStyle style)
    {
        var seconds = (long)(value / 1_000_000_000);
        return seconds > 253_402_300_799
            ? Decimal(value)
            : string.Create(
                CultureInfo.InvariantCulture,
                $"\"{DateTimeOffset.FromUnixTimeSeconds(seconds + style.ZoneOffset):yyyy-MM-dd HH:mm:ss}\""
            );
    }
}
