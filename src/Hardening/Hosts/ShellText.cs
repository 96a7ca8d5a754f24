using System.Text;

namespace Hardening.Hosts;

/// <summary>A command as text for sh(1): the one place where arguments become shell text.</summary>
internal static class ShellText
{
    private const string Mark = "HLAB";

    /// <summary>A script that runs the command with this input, and ends as it ends.</summary>
    /// <param name="command">The program's name or path, and its arguments.</param>
    /// <param name="input">What it reads on standard input.</param>
    /// <remarks>
    /// Shells read their script in blocks, so input that followed it would be lost in part: it is a here-document of the
    /// script instead, in base64.
    /// </remarks>
    internal static string Script(IReadOnlyList<string> command, ReadOnlySpan<byte> input)
    {
        var words = string.Join(' ', command.Select(Quoted));
        return input.IsEmpty
            ? $"exec {words} </dev/null\n"
            : new StringBuilder()
                .Append("base64 -d <<'")
                .Append(Mark)
                .Append("' | ")
                .Append(words)
                .Append('\n')
                .Append(Convert.ToBase64String(input, Base64FormattingOptions.InsertLineBreaks))
                .Append('\n')
                .Append(Mark)
                .Append('\n')
                .Replace("\r", string.Empty)
                .ToString();
    }

    /// <summary>The word as one argument, whatever characters it holds.</summary>
    /// <exception cref="ArgumentException">It holds a NUL character, which no argument can.</exception>
    internal static string Quoted(string word) =>
        word.Contains('\0', StringComparison.Ordinal)
            ? throw new ArgumentException("An argument can't hold a NUL character.", nameof(word))
            : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
