using System.Text;

namespace Hardening.Rulesets.HostsAccess;

/// <summary>
/// Puts lines together as libwrap does: <c>xgets</c> in misc.c on top of fgets(3), with a buffer of 2,048 bytes. A NUL byte hides the
/// rest of its physical line, the newline too, so that the next one is joined to it.
/// </summary>
/// <param name="text">The file, one character for each byte.</param>
internal sealed class LineAssembly(string text)
{
    /// <summary>BUFLEN in hosts_access.c; a NUL byte must fit in.</summary>
    internal const int Capacity = 2048;

    private int at;

    internal int Number { get; private set; } = 1;

    internal string Rest => text[at..];

    /// <summary>Takes the next line.</summary>
    /// <param name="raw">All bytes that it is made of.</param>
    /// <param name="buffer">What libwrap sees of it; ends with a newline if it is whole, and is empty where only NUL bytes and joints were left.</param>
    /// <returns>Whether there was anything left.</returns>
    internal bool TryTake(out string raw, out string buffer)
    {
        var start = at;
        var seen = new StringBuilder();
        var room = Capacity;
        while (room > 1 && at < text.Length)
        {
            var piece = Piece(room - 1);
            var nul = piece.IndexOf('\0');
            piece = nul < 0 ? piece : piece[..nul];
            if (piece.EndsWith('\n') && !piece.EndsWith("\\\n"))
            {
                seen.Append(piece);
                break;
            }
            piece = piece.EndsWith('\n') ? piece[..^2] : piece;
            seen.Append(piece);
            room -= piece.Length;
        }
        raw = text[start..at];
        buffer = seen.ToString();
        return raw.Length > 0;
    }

    /// <summary>Called for each line that was taken, once its number was used.</summary>
    internal void Count(string raw) => Number += raw.Count(letter => letter == '\n');

    /// <summary>What one call of fgets(3) reads.</summary>
    private ReadOnlySpan<char> Piece(int most)
    {
        var piece = text.AsSpan(at, Math.Min(most, text.Length - at));
        var newline = piece.IndexOf('\n');
        piece = newline < 0 ? piece : piece[..(newline + 1)];
        at += piece.Length;
        return piece;
    }
}
