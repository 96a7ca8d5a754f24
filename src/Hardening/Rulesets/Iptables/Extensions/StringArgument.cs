using System.Globalization;
using System.Text;

namespace Hardening.Rulesets.Iptables.Extensions;

/// <summary>Patterns of the match string, of 128 bytes at most.</summary>
internal static class StringArgument
{
    private const int Longest = 128;

    public static ArgumentType Plain { get; } =
        new(
            $"a pattern of {Longest} bytes at most",
            text => Encoding.UTF8.GetByteCount(text) is > 0 and <= Longest ? text : null
        );

    /// <summary>Text with bytes in hexadecimal between bars: <c>GET |20|/</c>.</summary>
    public static ArgumentType Hex { get; } =
        new(
            $"a pattern of {Longest} bytes at most, with hexadecimal bytes between two |",
            text => Bytes(text) is { Count: > 0 and <= Longest } ? text : null
        );

    /// <summary>The option as iptables-save prints it: all in hexadecimal where a byte is no printable ASCII.</summary>
    public static string Print(ExtensionSetting setting)
    {
        var text = setting.Arguments[0];
        var bytes =
            setting.Option.Name == "--string"
                ? [.. Encoding.UTF8.GetBytes(text)]
                : Bytes(text) ?? [];
        var printed = bytes.TrueForAll(value => value is >= 0x20 and <= 0x7e)
            ? $"--string \"{Escaped(bytes)}\""
            : $"--hex-string \"|{Convert.ToHexStringLower([.. bytes])}|\"";
        return setting.IsNegated ? $"! {printed}" : printed;
    }

    private static List<byte>? Bytes(string text)
    {
        var bytes = new List<byte>();
        var isHex = false;
        for (var index = 0; index < text.Length; index++)
        {
            var character = text[index];
            if (character == '\\' && !isHex && index + 1 < text.Length)
            {
                bytes.Add((byte)text[++index]);
            }
            else if (character == '|')
            {
                isHex = !isHex;
            }
            else if (!isHex)
            {
                bytes.AddRange(Encoding.UTF8.GetBytes([character]));
            }
            else if (character != ' ')
            {
                if (
                    index + 1 >= text.Length
                    || !byte.TryParse(
                        text.AsSpan(index++, 2),
                        NumberStyles.AllowHexSpecifier,
                        CultureInfo.InvariantCulture,
                        out var value
                    )
                )
                {
                    return null;
                }
                bytes.Add(value);
            }
        }
        return isHex ? null : bytes;
    }

    private static string Escaped(List<byte> bytes) =>
        string.Concat(
            bytes.Select(value =>
                value is (byte)'"' or (byte)'\\' ? $"\\{(char)value}" : $"{(char)value}"
            )
        );
}
