using System.Text;

namespace Hardening.Rulesets.HostsAccess;

/// <summary>One line as libwrap takes it: together with those that a backslash at its end goes on in (<c>xgets</c> in misc.c).</summary>
public abstract record TableLine
{
    private TableLine(int number, string raw)
    {
        Number = number;
        Raw = raw;
    }

    /// <summary>Its first line in the file, one-based.</summary>
    public int Number { get; }

    /// <summary>Its bytes, newlines and all, one character for each.</summary>
    public string Raw { get; }

    /// <summary>Its text for people: without blanks at its ends, the parts of a line that goes on joined.</summary>
    public string Shown =>
        Encoding.UTF8.GetString(
            Encoding.Latin1.GetBytes(Raw.Replace("\\\n", "", StringComparison.Ordinal).Trim())
        );

    /// <summary>Nothing but blanks.</summary>
    public sealed record Blank(int Number, string Raw) : TableLine(Number, Raw);

    /// <summary>Its first character is <c>#</c>; a backslash at its end makes the next line part of it.</summary>
    public sealed record Comment(int Number, string Raw) : TableLine(Number, Raw);

    /// <summary>Daemons and clients, with options, or none.</summary>
    /// <param name="Number">Its first line in the file, one-based.</param>
    /// <param name="Raw">Its bytes.</param>
    /// <param name="Daemons">What stands before the first colon.</param>
    /// <param name="Clients">What stands before the second.</param>
    /// <param name="Options">What stands behind it, in order.</param>
    public sealed record Access(
        int Number,
        string Raw,
        PatternList<DaemonPattern> Daemons,
        PatternList<ClientPattern> Clients,
        EquatableArray<AccessOption> Options
    ) : TableLine(Number, Raw)
    {
        /// <summary>Whether it speaks of a daemon that asks under this name, at whatever server.</summary>
        public bool Names(string daemon) => Daemons.Matches(pattern => pattern.Names(daemon));

        /// <summary>Whether some option of it turns a match into a refusal.</summary>
        public bool Denies =>
            Options.Any(option =>
                option is AccessOption.Deny or AccessOption.Twist or AccessOption.Faulty
            );
    }

    /// <summary>It has no colon: libwrap says so in the log and goes on.</summary>
    public sealed record Colonless(int Number, string Raw) : TableLine(Number, Raw);

    /// <summary>
    /// It lacks its newline, or is too long. Whoever has not been matched before meets it and no line behind it: in hosts.allow
    /// that is no match, in hosts.deny a denial, whatever the line says, even if it is a comment.
    /// </summary>
    /// <param name="Number">Its first line in the file, one-based.</param>
    /// <param name="Raw">Its bytes as far as libwrap takes them.</param>
    /// <param name="IsTooLong">Whether it is too long; else it lacks its newline.</param>
    public sealed record Stopping(int Number, string Raw, bool IsTooLong) : TableLine(Number, Raw);

    /// <summary>All that stands behind a line that stops libwrap.</summary>
    public sealed record Unread(int Number, string Raw) : TableLine(Number, Raw);
}
