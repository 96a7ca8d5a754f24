using System.Runtime.InteropServices;
using System.Text;

namespace Hardening.Rulesets.Iptables;

/// <summary>
/// One command of iptables-save(8) text, mostly <c>-A CHAIN …</c>. It is a view: words and options are made when they are asked for.
/// </summary>
public readonly struct SaveRule
{
    private readonly SaveText text;
    private readonly int line;

    internal SaveRule(SaveText text, int line) => (this.text, this.line) = (text, line);

    /// <summary>Its line, one-based.</summary>
    public int Line => line + 1;

    /// <summary>The whole line as it stands there.</summary>
    public ReadOnlySpan<char> Text => text.LineText(line);

    /// <summary>Packets and bytes before the command, as <c>iptables-save -c</c> prints them; null where there are none.</summary>
    public RuleCounters? Counters =>
        RuleCounters.TryParse(LeadingCounters, out var counters) ? counters : null;

    /// <summary>How many words it has, the command among them and the counters not.</summary>
    public int Count => text.LineOf(line).WordCount;

    /// <summary>Whether it is <c>-A CHAIN …</c>, as everything that iptables-save prints.</summary>
    public bool IsAppend => Count >= 2 && Span(0) is "-A";

    /// <summary>The chain of <c>-A CHAIN</c>; empty for another command.</summary>
    public string Chain => IsAppend ? this[1] : string.Empty;

    /// <summary>A word without its quotes and escapes.</summary>
    /// <param name="index">Zero-based; the command is the first.</param>
    public string this[int index] => Plain(Word(index), Text);

    /// <summary>All words.</summary>
    public EquatableArray<string> Words => Rest(0);

    /// <summary>The words from one on; from the third on they say what the rule of <c>-A CHAIN</c> is.</summary>
    /// <param name="first">Zero-based.</param>
    public EquatableArray<string> Rest(int first)
    {
        var here = text.LineOf(line);
        var all = Text;
        var words = new string[here.WordCount - first];
        for (var index = 0; index < words.Length; index++)
        {
            words[index] = Plain(text.WordOf(here.FirstWord + first + index), all);
        }
        return new EquatableArray<string>(ImmutableCollectionsMarshal.AsImmutableArray(words));
    }

    /// <summary>The options of the rule that <c>-A CHAIN</c> appends.</summary>
    public EquatableArray<RuleOption> Options => IsAppend ? RuleOption.Read(Rest(2)) : [];

    /// <summary>The column of a word, one-based; behind its quote if it has one.</summary>
    public int Column(int index) => Word(index).Start + 1;

    /// <summary>The word as it stands in the text, without its quotes; <see cref="this[int]"/> takes its escapes out.</summary>
    internal ReadOnlySpan<char> Span(int index)
    {
        var word = Word(index);
        return Text.Slice(word.Start, word.Length);
    }

    private ReadOnlySpan<char> LeadingCounters =>
        Text is ['[', ..] && Text.IndexOf(']') is > 0 and var end ? Text[..(end + 1)] : [];

    private SaveWord Word(int index) => text.WordOf(text.LineOf(line).FirstWord + index);

    private string Plain(SaveWord word, ReadOnlySpan<char> all)
    {
        var raw = all.Slice(word.Start, word.Length);
        return word.Quoting switch
        {
            WordQuoting.Escaped => Unescaped(raw, isInQuotes: true),
            WordQuoting.Inner => Unescaped(raw, isInQuotes: false),
            _ => text.Pool.Intern(raw),
        };
    }

    private static string Unescaped(ReadOnlySpan<char> raw, bool isInQuotes)
    {
        var word = new StringBuilder(raw.Length);
        for (var index = 0; index < raw.Length; index++)
        {
            if (raw[index] == '"' && !isInQuotes)
            {
                isInQuotes = true;
                continue;
            }
            index += raw[index] == '\\' && isInQuotes && index + 1 < raw.Length ? 1 : 0;
            word.Append(raw[index]);
        }
        return word.ToString();
    }
}
