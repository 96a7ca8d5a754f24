using System.Buffers;
using System.Text;
using Hardening.Addresses;

namespace Hardening.Rulesets.HostsAccess;

/// <summary>
/// Reads what <see cref="AccessFilePrinter"/> prints, and nothing else: what it doesn't know is refused, never skipped.
/// </summary>
public static class AccessFileReader
{
    private static readonly SearchValues<char> Separators = SearchValues.Create(":,@/[]#");

    /// <summary>Reads a whole text.</summary>
    /// <param name="file">Its name in messages.</param>
    /// <param name="text">The text, which ends with a newline.</param>
    /// <exception cref="InputException">The text isn't one that the printer could have printed.</exception>
    public static AccessFile Read(string file, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var entries = new List<Entry>();
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length - 1; i++)
        {
            entries.Add(ReadEntry(file, lines[i], i + 1));
        }
        return lines[^1].Length == 0
            ? new AccessFile(entries.ToEquatableArray())
            : throw Fault(
                file,
                lines.Length,
                lines[^1].Length + 1,
                "the last line lacks its newline, and libwrap does not read it as it stands: end it with one"
            );
    }

    private static Entry ReadEntry(string file, string line, int number)
    {
        if (line.StartsWith("# ", StringComparison.Ordinal))
        {
            return new Entry.Comment(line[2..]);
        }
        if (Encoding.UTF8.GetByteCount(line) is > AccessFilePrinter.MaxLine and var bytes)
        {
            throw Fault(
                file,
                number,
                1,
                $"the line has {bytes} bytes, and libwrap reads {AccessFilePrinter.MaxLine}: split it into several"
            );
        }
        return ReadAccess(TokenReader.OfLine(file, line, number));
    }

    private static Entry.Access ReadAccess(TokenReader line)
    {
        var daemons = new List<string>();
        do
        {
            var daemon = line.Take("the name of a daemon");
            daemons.Add(
                IsDaemon(daemon.Text)
                    ? daemon.Text
                    : throw line.Fault(daemon, "the name of a daemon")
            );
        } while (!line.TryTake(":"));
        var clients = new List<Client>();
        do
        {
            clients.Add(ReadClient(line));
        } while (!line.AtEnd && line.Peek.Text != ":");
        var denies = line.TryTake(":");
        if (denies)
        {
            line.Expect("deny");
        }
        line.ExpectEnd();
        return new Entry.Access(daemons.ToEquatableArray(), clients.ToEquatableArray(), denies);
    }

    private static Client ReadClient(TokenReader line)
    {
        const string Expected = "ALL, an address or a prefix, IPv6 in brackets: [2001:db8::]/32";
        var token = line.Take(Expected);
        if (token.Text == "ALL")
        {
            return new Client.Everybody();
        }
        var bare = token.Text;
        var bracketed = bare[0] == '[' && bare.Contains(']');
        if (bracketed)
        {
            var close = bare.IndexOf(']');
            bare = bare[1..close] + bare[(close + 1)..];
        }
        return
            Prefix.TryParse(bare, out var prefix, out _)
            && bracketed == (prefix.Family == IpFamily.IPv6)
            ? new Client.Network(prefix)
            : throw line.Fault(token, Expected);
    }

    private static bool IsDaemon(string text) =>
        text.AsSpan().IndexOfAnyExceptInRange('!', '~') < 0
        && text.AsSpan().IndexOfAny(Separators) < 0;

    private static InputException Fault(string file, int line, int column, string message) =>
        new(new InputError(file, line, column, message));
}
