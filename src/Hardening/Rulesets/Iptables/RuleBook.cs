using Hardening.Addresses;

namespace Hardening.Rulesets.Iptables;

/// <summary>
/// Knows which line of which text put a rule where it is: it follows what iptables(8) and iptables-restore(8) did, in
/// their order, without understanding matches. Where it can't follow, it forgets a chain rather than name a wrong line.
/// </summary>
public sealed class RuleBook
{
    private readonly Dictionary<(IpFamily Family, string Table), BookTable> tables = [];

    /// <summary>Follows an iptables-restore or ip6tables-restore.</summary>
    /// <param name="file">What was loaded, of the kind <c>Iptables</c> or <c>Ip6tables</c>.</param>
    /// <param name="noFlush">Whether it was loaded with <c>--noflush</c>.</param>
    /// <param name="failedAt">
    /// The line at which the tool stopped, if it did: sections that were not committed before count for nothing.
    /// </param>
    public void Load(RulesetFile file, bool noFlush, int? failedAt = null)
    {
        ArgumentNullException.ThrowIfNull(file);
        var family =
            file.Kind == RulesetKind.Ip6tables ? IpFamily.IPv6
            : file.Kind == RulesetKind.Iptables ? IpFamily.IPv4
            : throw new ArgumentException($"A book of rules can't load {file.Kind}.", nameof(file));
        var section = new List<RulePlace>();
        foreach (var (index, raw) in file.Text.Split('\n').Index())
        {
            var line = raw.Trim();
            if (index + 1 >= failedAt)
            {
                return;
            }
            if (line.Length > 0 && line[0] != '#')
            {
                section.Add(new RulePlace(file.Name, index + 1, line));
            }
            if (line == "COMMIT")
            {
                Commit(family, section, noFlush);
                section.Clear();
            }
        }
    }

    /// <summary>Follows one command of a script.</summary>
    /// <param name="command">A command that the tool accepted.</param>
    /// <param name="file">The script's name.</param>
    public void Run(ScriptCommand command, string file)
    {
        ArgumentNullException.ThrowIfNull(command);
        var parsed = BookCommand.Parse(command.Arguments);
        Table(command.Family, parsed.Table)
            .Apply(parsed, new RulePlace(file, command.Line, command.Text));
    }

    /// <summary>What the texts have left, in the order in which they came to the tables.</summary>
    public EquatableArray<BookedTable> Tables =>
        tables.Select(one => one.Value.Booked(one.Key.Family, one.Key.Table)).ToEquatableArray();

    /// <summary>The place of a rule, if it is known.</summary>
    /// <param name="family">The family.</param>
    /// <param name="table">The table, such as <c>filter</c>.</param>
    /// <param name="chain">The chain.</param>
    /// <param name="number">One-based.</param>
    public RulePlace? Find(IpFamily family, string table, string chain, int number) =>
        tables.GetValueOrDefault((family, table))?.Find(chain, number);

    /// <summary>The place that last set a built-in chain's policy, if one did.</summary>
    public RulePlace? FindPolicy(IpFamily family, string table, string chain) =>
        tables.GetValueOrDefault((family, table))?.FindPolicy(chain);

    private BookTable Table(IpFamily family, string name)
    {
        if (!tables.TryGetValue((family, name), out var table))
        {
            tables[(family, name)] = table = new BookTable();
        }
        return table;
    }

    private void Commit(IpFamily family, List<RulePlace> section, bool noFlush)
    {
        var table = new BookTable();
        foreach (var place in section)
        {
            switch (place.Text[0])
            {
                case '*':
                    table = Table(family, place.Text[1..].Trim());
                    if (!noFlush)
                    {
                        table.Clear();
                    }
                    break;
                case ':':
                    var words = place.Text[1..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
                    table.Declare(
                        words.ElementAtOrDefault(0) ?? "",
                        words.ElementAtOrDefault(1),
                        place
                    );
                    break;
                default:
                    var arguments = RestoreWords.Split(place.Text);
                    if (arguments[0] != Other(family) && arguments[0] != "COMMIT")
                    {
                        table.Apply(BookCommand.Parse(arguments), place);
                    }
                    break;
            }
        }
    }

    // Lines that begin so are for the other family's tool alone.
    private static string Other(IpFamily family) => family == IpFamily.IPv4 ? "-6" : "-4";
}
