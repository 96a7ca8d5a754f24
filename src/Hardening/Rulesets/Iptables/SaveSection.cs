namespace Hardening.Rulesets.Iptables;

/// <summary>What iptables-restore(8) commits at once: from <c>*table</c> to <c>COMMIT</c>.</summary>
public sealed class SaveSection
{
    private readonly SaveText text;
    private readonly Dictionary<string, SaveChain> byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SaveChain>.AlternateLookup<ReadOnlySpan<char>> bySpan;
    private readonly List<SaveChain> chains = [];
    private SaveChain? last;

    internal SaveSection(SaveText text, string table, int firstLine)
    {
        this.text = text;
        (Table, FirstLine, LastLine) = (table, firstLine, firstLine);
        bySpan = byName.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The table, such as <c>filter</c>.</summary>
    public string Table { get; }

    /// <summary>The line of <c>*table</c>, one-based.</summary>
    public int FirstLine { get; }

    /// <summary>The line of <c>COMMIT</c>, one-based; the text's last one where it is missing.</summary>
    public int LastLine { get; internal set; }

    /// <summary>Whether the section ends with <c>COMMIT</c>. Without, the tool refuses the text.</summary>
    public bool IsCommitted { get; internal set; }

    /// <summary>The chains that the section declares or appends to, in the order in which the text names them.</summary>
    public IReadOnlyList<SaveChain> Chains => chains;

    /// <summary>Every command of the section in the order of the text, those that append and all others.</summary>
    public IEnumerable<SaveRule> Commands =>
        Lines.Where(line => KindOf(line) == SaveLineKind.Command).Select(Command);

    /// <summary>The numbers of its lines, one-based.</summary>
    internal IEnumerable<int> Lines => Enumerable.Range(FirstLine, LastLine - FirstLine + 1);

    /// <summary>The chain of this name; null where the section has none.</summary>
    public SaveChain? Find(string chain) => byName.GetValueOrDefault(chain);

    internal SaveLineKind KindOf(int line) => text.KindOf(line);

    internal string LineText(int line) => text.LineText(line - 1).ToString();

    internal SaveRule Command(int line) => new(text, line - 1);

    internal SaveChain Chain(ReadOnlySpan<char> name)
    {
        if (last is not null && name.SequenceEqual(last.Name))
        {
            return last;
        }
        if (!bySpan.TryGetValue(name, out var chain))
        {
            chain = new SaveChain(text, name.ToString());
            byName.Add(chain.Name, chain);
            chains.Add(chain);
        }
        return last = chain;
    }
}
