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
        Load(family, SaveText.ReadAny(file.Name, file.Text), noFlush, failedAt);
    }

    /// <summary>Follows an iptables-restore or ip6tables-restore of a text that was read already.</summary>
    /// <param name="family">Which of the two.</param>
    /// <param name="text">What was loaded. Lines that the tool refuses count for nothing.</param>
    /// <param name="noFlush">Whether it was loaded with <c>--noflush</c>.</param>
    /// <param name="failedAt">
    /// The line at which the tool stopped, if it did: sections that were not committed before count for nothing.
    /// </param>
    public void Load(IpFamily family, SaveText text, bool noFlush, int? failedAt = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        foreach (var section in text.Sections)
        {
            if (section.IsCommitted && (failedAt is null || section.LastLine < failedAt))
            {
                Commit(family, text.Name, section, noFlush);
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
        tables.Select(one => one.Value.Booked(one.Key.Table)).ToEquatableArray();

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
            tables[(family, name)] = table = new BookTable(family);
        }
        return table;
    }

    private void Commit(IpFamily family, string file, SaveSection section, bool noFlush)
    {
        var table = Table(family, section.Table);
        if (!noFlush)
        {
            table.Clear();
        }
        foreach (var line in section.Lines)
        {
            switch (section.KindOf(line))
            {
                case SaveLineKind.Chain:
                    var text = section.LineText(line).Trim();
                    var words = text[1..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
                    table.Declare(words[0], words[1], new RulePlace(file, line, text));
                    break;
                case SaveLineKind.Command:
                    Follow(family, file, table, section.Command(line));
                    break;
            }
        }
    }

    private static void Follow(IpFamily family, string file, BookTable table, SaveRule rule)
    {
        if (IsOfOther(family, rule))
        {
            return;
        }
        // Only a list of addresses makes several rules of one, and only other commands need a second look.
        if (rule.IsAppend && !rule.Text.Contains(','))
        {
            table.Append(rule.Chain, new BookedRule(file, rule));
            return;
        }
        table.Apply(
            BookCommand.Parse(rule.Words),
            new RulePlace(file, rule.Line, rule.Text.Trim().ToString())
        );
    }

    // Lines with it are for the other family's tool alone.
    internal static bool IsOfOther(IpFamily family, SaveRule rule)
    {
        for (var index = 0; index < rule.Count; index++)
        {
            var isOther =
                family == IpFamily.IPv4
                    ? rule.Span(index) is "-6" or "--ipv6"
                    : rule.Span(index) is "-4" or "--ipv4";
            if (isOther)
            {
                return true;
            }
        }
        return false;
    }
}
