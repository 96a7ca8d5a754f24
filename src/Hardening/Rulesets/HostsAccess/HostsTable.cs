using System.Text;

namespace Hardening.Rulesets.HostsAccess;

/// <summary>
/// hosts.allow or hosts.deny as Debian's libwrap 7.6.q reads it, without loss: the raw texts of its lines are the file again.
/// Texts in it have one character for each byte.
/// </summary>
/// <param name="Name">The file's name in messages.</param>
/// <param name="Lines">In order; none that stops libwrap is followed by any but <see cref="TableLine.Unread"/>.</param>
public sealed record HostsTable(string Name, EquatableArray<TableLine> Lines)
{
    /// <summary>A file that is empty or missing, which is the same to libwrap.</summary>
    public static HostsTable Empty(string name) => new(name, []);

    /// <summary>The lines that can match.</summary>
    public IEnumerable<TableLine.Access> Accesses => Lines.OfType<TableLine.Access>();

    /// <summary>The line that libwrap stops at, whoever gets there; null if it reads the file to its end.</summary>
    public TableLine.Stopping? Stop => Lines.OfType<TableLine.Stopping>().FirstOrDefault();

    /// <summary>The file byte for byte.</summary>
    public byte[] ToBytes() =>
        Encoding.Latin1.GetBytes(string.Concat(Lines.Select(line => line.Raw)));

    /// <summary>Where a line stands, with its text as people wrote it.</summary>
    public RulePlace PlaceOf(TableLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return new RulePlace(Name, line.Number, line.Shown);
    }
}
