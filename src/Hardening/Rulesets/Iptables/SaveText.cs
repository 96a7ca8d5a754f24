namespace Hardening.Rulesets.Iptables;

/// <summary>
/// A text of iptables-save(8), or one written for iptables-restore(8), as it stands: every line with its place and its words, nothing left
/// out, nothing understood yet. It is flat: the text itself, 16 bytes a line and 4 bytes a word.
/// </summary>
/// <example><code>
/// foreach (var rule in SaveText.Read("rules.v4", text).Sections[0].Find("INPUT")!.Rules)
/// {
///     Console.WriteLine($"{rule.Line}: {rule.Options.Count}");
/// }
/// </code></example>
public sealed class SaveText
{
    /// <summary>The longest line that iptables-restore(8) reads, in characters.</summary>
    public const int LongestLine = 10_238;

    private readonly ChunkedList<SaveLine> lines = new();
    private readonly ChunkedList<SaveWord> words = new();

    internal SaveText(string name, string text) => (Name, Text) = (name, text);

    /// <summary>What messages call it.</summary>
    public string Name { get; }

    /// <summary>The text as it was read.</summary>
    public string Text { get; }

    /// <summary>How many lines it has; a newline at its end begins no further one.</summary>
    public int LineCount => lines.Count;

    /// <summary>From <c>*table</c> to <c>COMMIT</c>, in order. A table may come twice.</summary>
    public IReadOnlyList<SaveSection> Sections => SectionList;

    /// <summary>Why iptables-restore(8) takes the text for none of its own, in order; at most 100 are kept.</summary>
    public IReadOnlyList<InputError> Faults => FaultList;

    internal List<SaveSection> SectionList { get; } = [];

    internal List<InputError> FaultList { get; } = [];

    internal WordPool Pool { get; } = new();

    /// <summary>Reads a text that the tool could load.</summary>
    /// <param name="name">Its name in messages.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="InputException">It has a fault: the first one is named. What rules say is not looked at here.</exception>
    public static SaveText Read(string name, string text)
    {
        return Faultless(ReadAny(name, text));
    }

    /// <summary>Reads any text; what is wrong with it is in <see cref="Faults"/>.</summary>
    /// <param name="name">Its name in messages.</param>
    /// <param name="text">The text.</param>
    public static SaveText ReadAny(string name, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new SaveReader(new SaveText(name, text), commitsBySection: false).Read();
    }

    /// <summary>Reads a text of ebtables-save or arptables-save, which has no COMMIT.</summary>
    /// <param name="name">Its name in messages.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="InputException">It has a fault: the first one is named.</exception>
    public static SaveText ReadOfFrames(string name, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Faultless(new SaveReader(new SaveText(name, text), commitsBySection: true).Read());
    }

    /// <summary>What a line is.</summary>
    /// <param name="line">One-based.</param>
    public SaveLineKind KindOf(int line) => lines[line - 1].Kind;

    /// <summary>A line without its newline.</summary>
    /// <param name="index">Zero-based.</param>
    internal ReadOnlySpan<char> LineText(int index)
    {
        ref readonly var line = ref lines[index];
        return Text.AsSpan(line.Start, line.Length);
    }

    internal ref readonly SaveLine LineOf(int index) => ref lines[index];

    internal ref readonly SaveWord WordOf(int index) => ref words[index];

    internal int WordCount => words.Count;

    internal void Add(SaveLine line) => lines.Add(line);

    internal void Add(SaveWord word) => words.Add(word);

    private static SaveText Faultless(SaveText read) =>
        read.FaultList is [var first, ..] ? throw new InputException(first) : read;
}
