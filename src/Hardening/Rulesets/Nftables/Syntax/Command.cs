namespace Hardening.Rulesets.Nftables.Syntax;

/// <summary>One command of a text (nft(8)); a block <c>table … { … }</c> is one that adds.</summary>
/// <param name="Verb"><c>add</c>, <c>create</c>, <c>insert</c>, <c>replace</c>, <c>delete</c>, <c>destroy</c>, <c>flush</c>, <c>rename</c>, <c>reset</c> or <c>list</c>.</param>
/// <param name="Point">Where it stands.</param>
internal abstract record Command(string Verb, SourcePoint Point)
{
    /// <summary>Of everything, or of everything of a family: <c>flush ruleset</c>.</summary>
    public sealed record OfRuleset(string Verb, SourcePoint Point, string? Family)
        : Command(Verb, Point);

    /// <summary>Of a table.</summary>
    /// <param name="Table">Its block, which is empty where none was written.</param>
    /// <param name="HasBlock">Whether a block was written.</param>
    /// <param name="Verb">What it does.</param>
    /// <param name="Point">Where it stands.</param>
    public sealed record OfTable(string Verb, SourcePoint Point, Table Table, bool HasBlock)
        : Command(Verb, Point);

    /// <summary>Of a chain, set, map, object or flow table.</summary>
    /// <param name="Keyword">How its kind is written, such as <c>ct helper</c>.</param>
    /// <param name="Table">Its table.</param>
    /// <param name="Name">Its name; empty where a handle is given.</param>
    /// <param name="Handle">Instead of a name.</param>
    /// <param name="Item">What it is to be; null where that was not said.</param>
    /// <param name="NewName">Of <c>rename</c>.</param>
    /// <param name="Verb">What it does.</param>
    /// <param name="Point">Where it stands.</param>
    public sealed record OfItem(
        string Verb,
        SourcePoint Point,
        string Keyword,
        TableId Table,
        string Name,
        ulong? Handle,
        TableItem? Item,
        string? NewName
    ) : Command(Verb, Point);

    /// <summary>Of a rule.</summary>
    /// <param name="Table">Its table.</param>
    /// <param name="Chain">Its chain.</param>
    /// <param name="Place"><c>handle</c>, <c>position</c>, <c>index</c> or null.</param>
    /// <param name="Number">Of the place.</param>
    /// <param name="Rule">Null where it is taken away.</param>
    /// <param name="Verb">What it does.</param>
    /// <param name="Point">Where it stands.</param>
    public sealed record OfRule(
        string Verb,
        SourcePoint Point,
        TableId Table,
        string Chain,
        string? Place,
        ulong Number,
        Rule? Rule
    ) : Command(Verb, Point);

    /// <summary>Of elements.</summary>
    /// <param name="Table">The set's table.</param>
    /// <param name="Set">The set.</param>
    /// <param name="Elements">The elements.</param>
    /// <param name="Verb">What it does.</param>
    /// <param name="Point">Where it stands.</param>
    public sealed record OfElements(
        string Verb,
        SourcePoint Point,
        TableId Table,
        string Set,
        EquatableArray<Expression> Elements
    ) : Command(Verb, Point);

    /// <summary>One that changes nothing, such as <c>list ruleset</c>.</summary>
    /// <param name="Text">As it was written.</param>
    /// <param name="Verb">What it does.</param>
    /// <param name="Point">Where it stands.</param>
    public sealed record Silent(string Verb, SourcePoint Point, string Text) : Command(Verb, Point);
}
