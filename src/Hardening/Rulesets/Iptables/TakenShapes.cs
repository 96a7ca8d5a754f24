using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Hardening.Addresses;

namespace Hardening.Rulesets.Iptables;

/// <summary>
/// What rules look like that iptables takes, but for their addresses and ports: of ten thousand rules most look like one before, and
/// need no second look.
/// </summary>
/// <param name="family">Whose rules they are.</param>
internal sealed class TakenShapes(IpFamily family)
{
    // No rule that is longer is like another.
    private const int LongestShape = 512;

    private static readonly SearchValues<char> OfAddresses = SearchValues.Create(
        "0123456789.:abcdef/"
    );

    private const char Left = '\u0001';

    private readonly HashSet<string> taken = new(StringComparer.Ordinal);
    private readonly char[] shape = new char[LongestShape];
    private int length;

    /// <summary>Whether a rule that looks the same was taken.</summary>
    internal bool Has(string table, SaveRule rule) =>
        Draw(table, rule)
        && taken.GetAlternateLookup<ReadOnlySpan<char>>().Contains(shape.AsSpan(0, length));

    /// <summary>Remembers the rule that was asked for last.</summary>
    internal void Add()
    {
        if (length > 0)
        {
            taken.Add(shape.AsSpan(0, length).ToString());
        }
    }

    private bool Draw(string table, SaveRule rule)
    {
        length = 0;
        var fits = Append(table);
        for (var index = 0; index < rule.Count && fits; index++)
        {
            var word = rule.Span(index);
            fits = Append(word);
            if (index + 1 < rule.Count && IsPlain(word, rule.Span(index + 1)))
            {
                fits &= Append([Left]);
                index++;
            }
        }
        length = fits ? length : 0;
        return fits;
    }

    /// <summary>An argument that is right whatever stands beside it.</summary>
    private bool IsPlain(ReadOnlySpan<char> option, ReadOnlySpan<char> argument) =>
        option switch
        {
            "-s" or "-d" => !argument.ContainsAnyExcept(OfAddresses)
                && (
                    argument.Contains('/')
                        ? IPNetwork.TryParse(argument, out var network)
                            && IsOfFamily(network.BaseAddress)
                        : IPAddress.TryParse(argument, out var address) && IsOfFamily(address)
                ),
            "--sport" or "--dport" => ushort.TryParse(argument, out _)
                && argument.IndexOfAnyExceptInRange('0', '9') < 0,
            _ => false,
        };

    private bool IsOfFamily(IPAddress address) =>
        address.AddressFamily
        == (family == IpFamily.IPv4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6);

    private bool Append(ReadOnlySpan<char> word)
    {
        if (length + word.Length + 1 > LongestShape)
        {
            return false;
        }
        word.CopyTo(shape.AsSpan(length));
        length += word.Length;
        shape[length++] = '\0';
        return true;
    }
}
