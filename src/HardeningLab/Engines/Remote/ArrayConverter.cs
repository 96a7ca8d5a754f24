using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Hardening;

namespace HardeningLab.Engines.Remote;

/// <summary>Writes a list as the array of its elements.</summary>
/// <typeparam name="T">The element; its array must be known to <see cref="LabJson"/>.</typeparam>
internal sealed class ArrayConverter<T> : JsonConverter<EquatableArray<T>>
{
    public override EquatableArray<T> Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) => (JsonSerializer.Deserialize(ref reader, ArrayOf(options)) ?? []).ToEquatableArray();

    public override void Write(
        Utf8JsonWriter writer,
        EquatableArray<T> value,
        JsonSerializerOptions options
    ) => JsonSerializer.Serialize(writer, [.. value], ArrayOf(options));

    private static JsonTypeInfo<T[]> ArrayOf(JsonSerializerOptions options) =>
        (JsonTypeInfo<T[]>)options.GetTypeInfo(typeof(T[]));
}
