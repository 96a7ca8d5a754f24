namespace Hardening.Rulesets.Iptables;

/// <summary>A chain of a section: what declares it and the rules that the section appends to it.</summary>
public sealed class SaveChain
{
    private readonly ChunkedList<int> rules = new();

    internal SaveChain(SaveText text, string name) => (Text, Name) = (text, name);

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The word behind the name in its declaration: <c>ACCEPT</c>, <c>DROP</c>, or <c>-</c> for a chain of one's own; null where the section doesn't declare it.</summary>
    public string? Policy { get; internal set; }

    /// <summary>Packets and bytes that met the policy; null where none are said.</summary>
    public RuleCounters? Counters { get; internal set; }

    /// <summary>The line that declares it, one-based; null where none does.</summary>
    public int? Line { get; internal set; }

    /// <summary>How many rules are appended to it.</summary>
    public int Count => rules.Count;

    /// <summary>A rule.</summary>
    /// <param name="index">Zero-based, in the order of the text.</param>
    public SaveRule this[int index] => new(Text, rules[index]);

    /// <summary>The rules in the order of the text.</summary>
    public IEnumerable<SaveRule> Rules
    {
        get
        {
            for (var index = 0; index < Count; index++)
            {
                yield return this[index];
            }
        }
    }

    private SaveText Text { get; }

    internal void Append(int line) => rules.Add(line);
}
