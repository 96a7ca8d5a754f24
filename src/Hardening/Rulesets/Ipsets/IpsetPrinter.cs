using System.Diagnostics;
using System.Globalization;
using System.Text;
using Hardening.Addresses;
using Hardening.Rulesets.Iptables.Extensions;

namespace Hardening.Rulesets.Ipsets;

/// <summary>Prints sets as <c>ipset save</c> does.</summary>
public static class IpsetPrinter
{
    /// <summary>
    /// The whole text: each set and behind it its entries. It is byte for byte what was read if ipset wrote that; of another hand, comments
    /// and other spellings of the same entry are not kept (they are in <see cref="IpsetText.Text"/>).
    /// </summary>
    public static string Print(IpsetText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var printed = new StringBuilder(text.Text.Length);
        foreach (var set in text.Sets)
        {
            printed.Append("create ").Append(set.Name).Append(' ').Append(set.Type.Name);
            Print(printed, set.Options);
            foreach (var entry in set.Entries)
            {
                printed.Append("add ").Append(set.Name);
                var separator = ' ';
                foreach (var member in entry.Members)
                {
                    printed.Append(separator);
                    Print(printed, member);
                    separator = ',';
                }
                Print(printed, entry.Options);
            }
        }
        return printed.ToString();
    }

    private static void Print(StringBuilder printed, EquatableArray<IpsetOption> options)
    {
        foreach (var option in options)
        {
            printed.Append(' ').Append(option.Name);
            if (option.Name == "comment" && option.Value.Length > 0)
            {
                printed.Append(" \"").Append(option.Value).Append('"');
            }
            else if (option.Value.Length > 0)
            {
                printed.Append(' ').Append(option.Value);
            }
        }
        printed.Append('\n');
    }

    private static void Print(StringBuilder printed, IpsetMember member)
    {
        switch (member)
        {
            case IpsetMember.AddressMember addresses:
                Print(printed, addresses.Range);
                break;
            case IpsetMember.PortMember ports:
                Print(printed, ports);
                break;
            case IpsetMember.HardwareMember hardware:
                printed.AppendJoin(
                    ':',
                    Enumerable
                        .Range(0, 6)
                        .Select(index =>
                            ((byte)(hardware.Bits >> (40 - 8 * index))).ToString(
                                "X2",
                                CultureInfo.InvariantCulture
                            )
                        )
                );
                break;
            case IpsetMember.MarkMember mark:
                printed.Append(CultureInfo.InvariantCulture, $"0x{mark.Value:x8}");
                break;
            case IpsetMember.InterfaceMember one:
                printed.Append(one.IsBridgePort ? "physdev:" : "").Append(one.Name);
                break;
            case IpsetMember.SetMember set:
                printed.Append(set.Name);
                break;
            default:
                throw new UnreachableException();
        }
    }

    private static void Print(StringBuilder printed, AddressRange range)
    {
        printed.Append(range.First);
        if (range.First == range.Last)
        {
            return;
        }
        var size = range.Last.Bits - range.First.Bits + 1;
        var length = range.First.Width - (int)UInt128.Log2(size);
        var isPrefix = UInt128.IsPow2(size) && (range.First.Bits & (size - 1)) == 0;
        // All of IPv6 are 2 to the power of 128, which is 0 here.
        if (size == 0)
        {
            printed.Append("/0");
        }
        else if (isPrefix)
        {
            printed.Append(CultureInfo.InvariantCulture, $"/{length}");
        }
        else
        {
            printed.Append('-').Append(range.Last);
        }
    }

    private static void Print(StringBuilder printed, IpsetMember.PortMember ports)
    {
        if (ports.ProtocolNumber is { } protocol)
        {
            printed.Append(IpsetProtocol.Text(protocol)).Append(':');
        }
        if (ports.ProtocolNumber is 1 or 58)
        {
            printed.Append(
                IcmpExtensions.NameOf(
                    ports.ProtocolNumber == 58,
                    (byte)(ports.First >> 8),
                    (byte)ports.First
                )
            );
            return;
        }
        printed.Append(CultureInfo.InvariantCulture, $"{ports.First}");
        if (ports.First != ports.Last)
        {
            printed.Append(CultureInfo.InvariantCulture, $"-{ports.Last}");
        }
    }
}
