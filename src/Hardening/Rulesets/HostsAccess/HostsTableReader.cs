using System.Text;

namespace Hardening.Rulesets.HostsAccess;

/// <summary>
/// Reads hosts.allow or hosts.deny as Debian's libwrap 7.6.q does. There is no text that it refuses: what libwrap can't take is a
/// line of its own kind, or an option of its own.
/// </summary>
public static class HostsTableReader
{
    private static readonly char[] Separators = [',', ' ', '\t', '\r', '\n'];

    /// <summary>Reads a text that was decoded from UTF-8.</summary>
    public static HostsTable Read(RulesetFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return Read(file.Name, Encoding.UTF8.GetBytes(file.Text));
    }

    /// <summary>Reads bytes.</summary>
    /// <param name="name">The file's name in messages.</param>
    /// <param name="bytes">All of it.</param>
    public static HostsTable Read(string name, ReadOnlySpan<byte> bytes)
    {
        var assembly = new LineAssembly(Encoding.Latin1.GetString(bytes));
        var lines = new List<TableLine>();
        while (assembly.TryTake(out var raw, out var buffer))
        {
            var line = Line(assembly.Number, raw, buffer);
            lines.Add(line);
            assembly.Count(raw);
            if (line is TableLine.Stopping && assembly.Rest is { Length: > 0 } rest)
            {
                lines.Add(new TableLine.Unread(assembly.Number, rest));
                break;
            }
        }
        return new HostsTable(name, lines.ToEquatableArray());
    }

    private static TableLine Line(int number, string raw, string buffer)
    {
        if (buffer.Length == 0)
        {
            return new TableLine.Blank(number, raw);
        }
        if (!buffer.EndsWith('\n'))
        {
            return new TableLine.Stopping(number, raw, buffer.Length == LineAssembly.Capacity - 1);
        }
        return buffer.StartsWith('#') ? new TableLine.Comment(number, raw)
            : buffer.AsSpan().IndexOfAnyExcept(" \t\r\n") < 0 ? new TableLine.Blank(number, raw)
            : Access(number, raw, buffer);
    }

    private static TableLine Access(int number, string raw, string buffer)
    {
        var first = BracketSplit.Find(buffer, 0, ':');
        if (first < 0)
        {
            return new TableLine.Colonless(number, raw);
        }
        var second = BracketSplit.Find(buffer, first + 1, ':');
        var clients = second < 0 ? buffer[(first + 1)..] : buffer[(first + 1)..second];
        return new TableLine.Access(
            number,
            raw,
            List(buffer[..first], DaemonPattern.Of),
            List(clients, ClientPattern.Of),
            second < 0 ? [] : OptionReader.Read(buffer[(second + 1)..]).ToEquatableArray()
        );
    }

    /// <summary>From the last <c>EXCEPT</c> to the first, which are as many as a line has room for.</summary>
    private static PatternList<T> List<T>(string text, Func<string, T> pattern)
    {
        PatternList<T>? except = null;
        var patterns = new List<T>();
        foreach (
            var word in text.Split(Separators, StringSplitOptions.RemoveEmptyEntries).Reverse()
        )
        {
            if (word.Equals("EXCEPT", StringComparison.OrdinalIgnoreCase))
            {
                except = new PatternList<T>(InOrder(patterns), except);
                patterns.Clear();
            }
            else
            {
                patterns.Add(pattern(word));
            }
        }
        return new PatternList<T>(InOrder(patterns), except);
    }

    private static EquatableArray<T> InOrder<T>(List<T> reversed) =>
        reversed.AsEnumerable().Reverse().ToEquatableArray();
}
