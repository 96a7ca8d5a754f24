using System.Globalization;

namespace Hardening.Rulesets.Nftables.Json;

/// <summary>Takes values of JSON for what is expected of them, or says where they are not.</summary>
/// <param name="file">The name of the text in messages.</param>
internal sealed class JsonFields(string file)
{
    internal InputException Error(JsonValue at, string message) =>
        new(
            new InputError(file, Math.Max(1, at.Point.Line), Math.Max(1, at.Point.Column), message)
        );

    internal JsonValue.Members Members(JsonValue value) =>
        value as JsonValue.Members
        ?? throw Error(value, "found a value without names, expected an object");

    internal IReadOnlyList<JsonValue> List(JsonValue value) =>
        value is JsonValue.Sequence(_, var items)
            ? items
            : throw Error(value, "found a single value, expected a list");

    /// <summary>The one member of an object that has but one.</summary>
    internal (string Name, JsonValue Value) Only(JsonValue value) =>
        value switch
        {
            JsonValue.Members { Named: [var only] } => only,
            JsonValue.Scalar scalar => (scalar.Text, new JsonValue.Null(scalar.Point)),
            _ => throw Error(value, "found an object of several names, expected one of one name"),
        };

    internal string Text(JsonValue value) =>
        value is JsonValue.Scalar(_, var text, _)
            ? text
            : throw Error(value, "found an object or a list, expected text or a number");

    internal string Text(JsonValue.Members members, string name, bool optional = false) =>
        members.Find(name) is { } value ? Text(value)
        : optional ? string.Empty
        : throw Error(members, $"found no \"{name}\", expected it here");

    internal string? Optional(JsonValue.Members members, string name) =>
        members.Find(name) is { } value ? Text(value) : null;

    internal ulong Number(JsonValue value) =>
        value is JsonValue.Scalar(_, var text, _)
        && ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Error(value, "found no whole number, expected one");

    internal ulong? OptionalNumber(JsonValue.Members members, string name) =>
        members.Find(name) is { } value ? Number(value) : null;

    internal uint? OptionalSmall(JsonValue.Members members, string name) =>
        members.Find(name) is not { } value ? null
        : Number(value) is var number and <= uint.MaxValue ? (uint)number
        : throw Error(value, "found a number beyond 4294967295, expected a lower one");

    internal static bool IsTrue(JsonValue.Members members, string name) =>
        members.Find(name) is JsonValue.Scalar { Text: "true", IsText: false };

    /// <summary>One text, or a list of them.</summary>
    internal EquatableArray<string> Texts(JsonValue.Members members, string name) =>
        members.Find(name) switch
        {
            null => [],
            JsonValue.Sequence(_, var items) => items.Select(Text).ToEquatableArray(),
            var value => [Text(value)],
        };
}
