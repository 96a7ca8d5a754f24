using System.Text;
using System.Text.Json;
using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Json;

/// <summary>Reads JSON with the place of every value.</summary>
internal static class JsonText
{
    private const int Deepest = 64;

    /// <exception cref="InputException">It is no JSON, or deeper than anybody writes it.</exception>
    internal static JsonValue Read(string file, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(
            bytes,
            new JsonReaderOptions
            {
                MaxDepth = Deepest,
                CommentHandling = JsonCommentHandling.Skip,
                AllowTrailingCommas = true,
            }
        );
        var lines = new LineCounter(bytes);
        try
        {
            reader.Read();
            var value = Value(ref reader, lines);
            while (reader.Read())
            {
                // What stands behind the value is refused here.
            }
            return value;
        }
        catch (JsonException exception)
        {
            throw new InputException(
                new InputError(
                    file,
                    (int)(exception.LineNumber ?? 0) + 1,
                    (int)(exception.BytePositionInLine ?? 0) + 1,
                    "found what is no JSON here, expected what nft -j list ruleset prints"
                )
            );
        }
    }

    // As deep as the reader lets it.
    private static JsonValue Value(ref Utf8JsonReader reader, LineCounter lines)
    {
        var point = lines.At((int)reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var named = new List<(string, JsonValue)>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = reader.GetString() ?? string.Empty;
                    reader.Read();
                    named.Add((name, Value(ref reader, lines)));
                }
                return new JsonValue.Members(point, named);
            case JsonTokenType.StartArray:
                var items = new List<JsonValue>();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    items.Add(Value(ref reader, lines));
                }
                return new JsonValue.Sequence(point, items);
            case JsonTokenType.Null:
                return new JsonValue.Null(point);
            case JsonTokenType.String:
                return new JsonValue.Scalar(point, Text(ref reader), true);
            default:
                return new JsonValue.Scalar(
                    point,
                    Encoding.UTF8.GetString(reader.ValueSpan),
                    false
                );
        }
    }

    private static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() ?? string.Empty;
        }
        catch (InvalidOperationException exception)
        {
            // Half of a pair of surrogates.
            throw new JsonException("no text", null, null, null, exception);
        }
    }

    private sealed class LineCounter(byte[] bytes)
    {
        private int position;
        private int line = 1;
        private int lineStart;

        /// <summary>Places are asked for in their order.</summary>
        internal SourcePoint At(int offset)
        {
            while (position < offset)
            {
                if (bytes[position++] == '\n')
                {
                    line++;
                    lineStart = position;
                }
            }
            return new SourcePoint(
                line,
                Encoding.UTF8.GetCharCount(bytes, lineStart, offset - lineStart) + 1
            );
        }
    }
}
