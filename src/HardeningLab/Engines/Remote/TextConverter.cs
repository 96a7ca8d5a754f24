using System.Text.Json;
using System.Text.Json.Serialization;
using Hardening.Addresses;
using Hardening.Policies;

namespace HardeningLab.Engines.Remote;

/// <summary>Writes a value as the text that it is printed as.</summary>
/// <typeparam name="T">The value.</typeparam>
internal abstract class TextConverter<T> : JsonConverter<T>
{
    protected abstract T Parse(string text);

    public override T Read(
        ref Utf8JsonReader reader,
        Type typeToConvert,
        JsonSerializerOptions options
    ) => Parse(reader.GetString() ?? throw new JsonException($"expected {typeof(T).Name} as text"));

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value!.ToString()); // a struct
}

/// <summary>As <c>192.168.1.1</c>.</summary>
internal sealed class AddressConverter : TextConverter<Address>
{
    protected override Address Parse(string text) => Address.Parse(text);
}

/// <summary>As <c>192.168.1.0/24</c>.</summary>
internal sealed class PrefixConverter : TextConverter<Prefix>
{
    protected override Prefix Parse(string text) => Prefix.Parse(text);
}

/// <summary>As <c>111/udp</c>.</summary>
internal sealed class EndpointConverter : TextConverter<Endpoint>
{
    protected override Endpoint Parse(string text) =>
        text.Split('/') is [var port, var transport]
            ? new Endpoint(
                transport == "tcp" ? Transport.Tcp : Transport.Udp,
                ushort.Parse(port, System.Globalization.CultureInfo.InvariantCulture)
            )
            : throw new JsonException($"expected an endpoint, found '{text}'");
}
