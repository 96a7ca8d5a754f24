using Hardening;

namespace HardeningLab.Matrices;

/// <summary>
/// What <c>--only</c> selects: the first parts of a cell's name, separated by slashes, <c>*</c> for any:
/// <c>192.168.0.255</c>, <c>192.168.0.255/portmap/udp</c>, <c>*/portmap/tcp/v2</c>, <c>*/*/*/v4.dump</c>.
/// </summary>
/// <param name="Parts">Source, service, transport, version and procedure; those that were not given select everything.</param>
public sealed record CellFilter(EquatableArray<string> Parts)
{
    private const string Any = "*";
    private const int MaxParts = 4;

    /// <summary>Selects every cell.</summary>
    public static CellFilter Everything { get; } = new([]);

    /// <summary>Reads the text of <c>--only</c>.</summary>
    /// <param name="text">The text as it was given.</param>
    /// <exception cref="InputException">It is no such text.</exception>
    public static CellFilter Parse(string text)
    {
        var parts = text.Split('/');
        var column = 1;
        for (var at = 0; at < parts.Length; at++)
        {
            if (FaultOf(parts[at], at) is { } fault)
            {
                throw new InputException(new InputError("--only", 1, column, fault));
            }
            column += parts[at].Length + 1;
        }
        return new(parts.ToEquatableArray());
    }

    /// <summary>Whether the cell is selected.</summary>
    /// <param name="cell">The cell.</param>
    public bool Selects(Cell cell) => Selects(cell.Name);

    /// <summary>Whether the cell of that name is selected.</summary>
    /// <param name="name">A name as <see cref="Cell.NameOf"/> makes it.</param>
    public bool Selects(string name)
    {
        var named = name.Split('/');
        for (var at = 0; at < Parts.Count; at++)
        {
            if (Parts[at] != Any && (at >= named.Length || !PartSelects(Parts[at], named[at], at)))
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>The text that <see cref="Parse"/> reads.</summary>
    public override string ToString() => string.Join('/', Parts);

    private static bool PartSelects(string part, string named, int at) =>
        part.Equals(named, StringComparison.OrdinalIgnoreCase)
        || (
            at == MaxParts - 1
            && !part.Contains('.')
            && named.StartsWith(part + ".", StringComparison.OrdinalIgnoreCase)
        );

    private static string? FaultOf(string part, int at) =>
        at switch
        {
            MaxParts =>
                $"found a fifth part, '{part}'; expected SOURCE/SERVICE/TRANSPORT/vVERSION.PROCEDURE at most",
            _ when part.Length == 0 => "found an empty part; expected text, or * for any",
            2 when part is not (Any or "tcp" or "udp") => $"found '{part}'; expected tcp, udp or *",
            MaxParts - 1 when part != Any && !IsVersion(part) =>
                $"found '{part}'; expected a version such as v2, v2.dump or *",
            _ => null,
        };

    private static bool IsVersion(string part)
    {
        var dot = part.IndexOf('.');
        var version = dot < 0 ? part : part[..dot];
        return version.Length > 1
            && version[0] is 'v' or 'V'
            && version.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0
            && dot != part.Length - 1;
    }
}
