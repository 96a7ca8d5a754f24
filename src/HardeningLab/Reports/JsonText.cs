using System.Buffers;
using System.Text;
using System.Text.Json;

namespace HardeningLab.Reports;

/// <summary>Writes JSON documents where text goes.</summary>
internal static class JsonText
{
    /// <summary>Writes a document and a newline.</summary>
    internal static void Write(TextWriter output, Action<Utf8JsonWriter> document)
    {
        var octets = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(octets))
        {
            document(json);
        }
        output.Write(Encoding.UTF8.GetString(octets.WrittenSpan));
        output.Write('\n');
    }
}
