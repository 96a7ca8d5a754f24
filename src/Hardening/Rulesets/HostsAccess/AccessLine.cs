using System.Buffers;

namespace Hardening.Rulesets.HostsAccess;

/// <summary>A line of anybody's hosts.allow or hosts.deny as libwrap takes it apart, before it looks at clients (hosts_access(5)).</summary>
/// <param name="File">The file's name in messages.</param>
/// <param name="Number">Its first line in the file, one-based.</param>
/// <param name="Daemons">The names before the first colon, as written.</param>
/// <param name="Denies">Whether an option of it turns it into a refusal (hosts_options(5)).</param>
/// <param name="IsWhole">Whether it ends with a newline; libwrap does not match one that does not.</param>
public sealed record AccessLine(
    string File,
    int Number,
    EquatableArray<string> Daemons,
    bool Denies,
    bool IsWhole
)
{
    private static readonly SearchValues<char> Blank = SearchValues.Create(" \t\r");

    /// <summary>The lines that say something, in order; faults in them are not looked for.</summary>
    public static IEnumerable<AccessLine> Read(RulesetFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var lines = file.Text.Split('\n');
        for (var at = 0; at < lines.Length; at++)
        {
            var first = at;
            var text = lines[at];
            while (text.EndsWith('\\') && at + 1 < lines.Length)
            {
                text = text[..^1] + lines[++at];
            }
            if (!text.StartsWith('#') && text.AsSpan().IndexOfAnyExcept(Blank) >= 0)
            {
                yield return new AccessLine(
                    file.Name,
                    first + 1,
                    text.Split(':')[0]
                        .Split(
                            (char[])[' ', '\t', '\r', ','],
                            StringSplitOptions.RemoveEmptyEntries
                        )
                        .ToEquatableArray(),
                    text.Split(':')
                        .Skip(2)
                        .Any(option =>
                            option.Trim().Equals("deny", StringComparison.OrdinalIgnoreCase)
                        ),
                    at + 1 < lines.Length
                );
            }
        }
    }

    /// <summary>Whether it speaks of a daemon that asks under this name; case does not count.</summary>
    public bool Names(string daemon) =>
        Daemons.Any(name =>
            name.Equals("ALL", StringComparison.OrdinalIgnoreCase)
            || name.Split('@')[0].Equals(daemon, StringComparison.OrdinalIgnoreCase)
        );
}
