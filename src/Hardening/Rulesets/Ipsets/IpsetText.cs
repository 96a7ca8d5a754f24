namespace Hardening.Rulesets.Ipsets;

/// <summary>A text of <c>ipset save</c>.</summary>
public sealed class IpsetText
{
    private readonly Dictionary<string, KernelSet> byName = new(StringComparer.Ordinal);

    internal IpsetText(string name, string text)
    {
        (Name, Text) = (name, text);
        BySpan = byName.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>What messages call it.</summary>
    public string Name { get; }

    /// <summary>The text as it was read.</summary>
    public string Text { get; }

    /// <summary>Its sets in the order in which they are created.</summary>
    public IReadOnlyList<KernelSet> Sets => SetList;

    internal List<KernelSet> SetList { get; } = [];

    internal Dictionary<string, KernelSet>.AlternateLookup<ReadOnlySpan<char>> BySpan { get; }

    /// <summary>Reads a whole text.</summary>
    /// <param name="name">Its name in messages.</param>
    /// <param name="text">What <c>ipset save</c> printed: lines that create sets and lines that add entries.</param>
    /// <exception cref="InputException">It is anything else.</exception>
    public static IpsetText Read(string name, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new IpsetReader(new IpsetText(name, text)).Read();
    }

    /// <summary>The set of this name; null where the text has none.</summary>
    public KernelSet? Find(string set) => byName.GetValueOrDefault(set);

    internal void Add(KernelSet set)
    {
        byName.Add(set.Name, set);
        SetList.Add(set);
    }
}
