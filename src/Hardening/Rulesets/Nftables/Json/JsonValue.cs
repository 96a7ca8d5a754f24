using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Json;

/// <summary>A value of JSON and where it stands.</summary>
/// <param name="Point">Its first character.</param>
internal abstract record JsonValue(SourcePoint Point)
{
    /// <summary>Text, a number or a truth value, as text.</summary>
    /// <param name="Point">Its first character.</param>
    /// <param name="Text">Of a truth value <c>true</c> or <c>false</c>.</param>
    /// <param name="IsText">Whether it stood in quotes.</param>
    public sealed record Scalar(SourcePoint Point, string Text, bool IsText) : JsonValue(Point);

    /// <summary><c>null</c>.</summary>
    /// <param name="Point">Its first character.</param>
    public sealed record Null(SourcePoint Point) : JsonValue(Point);

    /// <summary>Values in brackets.</summary>
    /// <param name="Point">Its first character.</param>
    /// <param name="Items">In their order.</param>
    public sealed record Sequence(SourcePoint Point, IReadOnlyList<JsonValue> Items)
        : JsonValue(Point);

    /// <summary>Values by name.</summary>
    /// <param name="Point">Its first character.</param>
    /// <param name="Named">In their order.</param>
    public sealed record Members(
        SourcePoint Point,
        IReadOnlyList<(string Name, JsonValue Value)> Named
    ) : JsonValue(Point)
    {
        /// <summary>The value of that name; null if there is none, or it is <c>null</c>.</summary>
        internal JsonValue? Find(string name) =>
            Named.FirstOrDefault(one => one.Name == name).Value is { } value and not Null
                ? value
                : null;

        /// <summary>Whether the name is there, whatever its value.</summary>
        internal bool Has(string name) => Named.Any(one => one.Name == name);
    }
}
