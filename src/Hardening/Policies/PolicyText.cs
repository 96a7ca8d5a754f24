using System.Buffers;
using System.Text;
using Hardening.Policies.Yaml;

namespace Hardening.Policies;

/// <summary>The text of a policy before it is read as YAML: its size, encoding and characters.</summary>
internal static class PolicyText
{
    private const int Largest = 10_000_000;

    // NUL ends the text for the YAML parser, which would drop the rest silently. The other ones break lines for it and
    // not for an editor: what a person sees as a comment could be a rule.
    private static readonly SearchValues<char> Refused = SearchValues.Create([
        .. Enumerable
            .Range(0, 0xa0)
            .Select(static code => (char)code)
            .Where(char.IsControl)
            .Except("\t\r\n"),
        '\u2028',
        '\u2029',
        '\ufffe',
        '\uffff',
    ]);

    /// <summary>Reads the file as strict UTF-8.</summary>
    public static string OfFile(string path)
    {
        var bytes = InputFile.Read(path, Largest, TooLarge);
        if (bytes is [0xff, 0xfe, ..] or [0xfe, 0xff, ..])
        {
            throw At(path, 1, 1, "the file is UTF-16, expected UTF-8: save it as UTF-8");
        }
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException exception)
        {
            var before = bytes.AsSpan(0, Math.Clamp(exception.Index, 0, bytes.Length));
            var column =
                Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
            var line = before.Count((byte)'\n') + 1;
            throw At(path, line, column, "the file is not UTF-8 here: save it as UTF-8");
        }
    }

    /// <summary>Returns the text without a byte order mark.</summary>
    /// <exception cref="InputException">It is too long, or holds characters that a policy can't.</exception>
    public static string Checked(string text, YamlFaults faults)
    {
        if (text.Length > Largest)
        {
            faults.Add(new YamlPlace(1, 1), TooLarge);
            faults.Throw();
        }
        if (text.StartsWith('\ufeff'))
        {
            text = text[1..];
        }
        var wrong = text.AsSpan().IndexOfAny(Refused);
        if (wrong < 0)
        {
            wrong = LoneReturn(text);
        }
        if (wrong >= 0)
        {
            var before = text.AsSpan(0, wrong);
            faults.Add(
                new YamlPlace(before.Count('\n') + 1, wrong - before.LastIndexOf('\n')),
                $"found the character U+{(int)text[wrong]:X4}, which a policy can't hold: remove it"
            );
            faults.Throw();
        }
        return text;
    }

    private static string TooLarge =>
        $"the policy is larger than 10 MB: list fewer, larger prefixes, or split it";

    private static int LoneReturn(ReadOnlySpan<char> text)
    {
        for (var start = 0; text[start..].IndexOf('\r') is >= 0 and var offset; )
        {
            var found = start + offset;
            if (found + 1 == text.Length || text[found + 1] != '\n')
            {
                return found;
            }
            start = found + 1;
        }
        return -1;
    }

    private static InputException At(string path, int line, int column, string message) =>
        new(new InputError(path, line, column, message));
}
