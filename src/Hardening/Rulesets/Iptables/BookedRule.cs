namespace Hardening.Rulesets.Iptables;

/// <summary>A rule in a chain. Its place, words and options are made when they are asked for.</summary>
public sealed class BookedRule : IEquatable<BookedRule>
{
    private readonly SaveRule written;
    private readonly string? file;
    private RulePlace? place;
    private EquatableArray<string>? words;

    /// <param name="place">Where it was written.</param>
    /// <param name="words">What it says: no command, no chain, no table.</param>
    public BookedRule(RulePlace place, EquatableArray<string> words) =>
        (this.place, this.words) = (place, words);

    /// <summary>A rule that <c>-A CHAIN</c> of a text appends.</summary>
    internal BookedRule(string file, SaveRule written) =>
        (this.file, this.written) = (file, written);

    /// <summary>Where it was written.</summary>
    public RulePlace Place =>
        place ??= new RulePlace(file!, written.Line, written.Text.Trim().ToString());

    /// <summary>What it says: no command, no chain, no table.</summary>
    public EquatableArray<string> Words => words ??= written.Rest(2);

    /// <summary>The words as options with their arguments.</summary>
    public EquatableArray<RuleOption> Options => RuleOption.Read(Words);

    /// <inheritdoc/>
    public bool Equals(BookedRule? other) =>
        other is not null && Place == other.Place && Words == other.Words;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as BookedRule);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Place, Words);
}
