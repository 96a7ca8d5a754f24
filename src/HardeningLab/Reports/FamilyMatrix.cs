using System.Globalization;
using Hardening;
using Hardening.Addresses;
using Hardening.Policies;
using HardeningLab.Matrices;
using HardeningLab.Topologies;

namespace HardeningLab.Reports;

/// <summary>The matrix of one address family as a table: a row for each source, a column for each endpoint.</summary>
internal static class FamilyMatrix
{
    /// <summary>More rows than this are told by role, unless all are asked for: nobody reads on.</summary>
    internal const int MaxRows = 40;

    private const int SourceColumns = 3;
    private const string NotAsked = "-";
    private const string Wrong = "!";

    /// <summary>Lays the table out.</summary>
    /// <param name="family">The family, whose cells these are.</param>
    /// <param name="cells">At least one.</param>
    /// <param name="everyRow">Whether each source has its row, however many there are.</param>
    internal static TextTable Of(IpFamily family, IReadOnlyList<Cell> cells, bool everyRow)
    {
        var columns = ColumnsOf(cells);
        var rows = cells
            .GroupBy(cell => new Source(cell.Asker, cell.Role, cell.Via))
            .Select(asked => new Row(asked.Key, EntriesOf(asked, columns)))
            .ToArray();
        return new(
            [
                [
                    family is IpFamily.IPv4 ? "IPv4" : "IPv6",
                    "",
                    "",
                    .. columns.Select(column => PlainText.Of(column.Service)),
                ],
                ["", "", "", .. columns.Select(column => TransportOf(column, columns))],
                [
                    "source",
                    "role",
                    "via",
                    .. columns.Select(column => column.Version is { } version ? $"v{version}" : ""),
                ],
            ],
            rows.Length > MaxRows && !everyRow ? ByRole(rows) : [.. rows.Select(TextOf)],
            SourceColumns
        );
    }

    private static MatrixColumn[] ColumnsOf(IReadOnlyList<Cell> cells)
    {
        var services = cells.Select(cell => cell.Service).Distinct().ToList();
        return
        [
            .. cells
                .Select(MatrixColumn.Of)
                .Distinct()
                .OrderBy(column => services.IndexOf(column.Service))
                .ThenBy(column => column.Transport)
                .ThenBy(column => column.Port)
                .ThenBy(column => column.Version),
        ];
    }

    /// <summary>With the port where the service has several of that transport.</summary>
    private static string TransportOf(MatrixColumn column, MatrixColumn[] columns) =>
        columns.Any(other =>
            other.Service == column.Service
            && other.Transport == column.Transport
            && other.Port != column.Port
        )
            ? $"{column.Transport.Text()} {column.Port}"
            : column.Transport.Text();

    private static EquatableArray<TableEntry> EntriesOf(
        IEnumerable<Cell> asked,
        MatrixColumn[] columns
    )
    {
        var byColumn = asked.ToLookup(MatrixColumn.Of);
        return columns.Select(column => EntryOf([.. byColumn[column]])).ToEquatableArray();
    }

    /// <summary>One entry for the procedures of one endpoint; a wrong one speaks for all.</summary>
    private static TableEntry EntryOf(Cell[] cells)
    {
        if (cells.Length == 0)
        {
            return new(NotAsked, Style.Faint);
        }
        if (Array.Find(cells, cell => !cell.Ok) is { } wrong)
        {
            return new(Wrong + wrong.Observed.Text(), VerdictStyle.StyleOf(wrong));
        }
        return cells.All(cell => cell.Observed == cells[0].Observed)
            ? new(cells[0].Observed.Text(), VerdictStyle.StyleOf(cells[0]))
            : new("mixed");
    }

    private static IReadOnlyList<TableEntry>[] ByRole(Row[] rows) =>
        [
            .. rows.GroupBy(row => (row.Source.Role, row.Entries))
                .OrderBy(alike => alike.Key.Role)
                .Select(alike => TextOf(new(Together([.. alike]), alike.Key.Entries))),
        ];

    private static Source Together(Row[] rows)
    {
        if (rows.Length == 1)
        {
            return rows[0].Source;
        }
        var count = rows.Length.ToString("N0", CultureInfo.InvariantCulture);
        var via = rows.All(row => row.Source.Via == rows[0].Source.Via)
            ? rows[0].Source.Via
            : "several";
        return new($"{count} sources", rows[0].Source.Role, via);
    }

    private static IReadOnlyList<TableEntry> TextOf(Row row) =>
        [
            new(PlainText.Of(row.Source.Address)),
            new(row.Source.Role.Text()),
            new(PlainText.Of(row.Source.Via)),
            .. row.Entries,
        ];

    private sealed record MatrixColumn(string Service, Transport Transport, int Port, int? Version)
    {
        internal static MatrixColumn Of(Cell cell) =>
            new(cell.Service, cell.Transport, cell.Port, cell.Version);
    }

    private sealed record Source(string Address, Role Role, string Via);

    private sealed record Row(Source Source, EquatableArray<TableEntry> Entries);
}
