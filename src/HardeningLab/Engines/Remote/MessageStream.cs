using System.Buffers.Binary;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace HardeningLab.Engines.Remote;

/// <summary>Messages on a stream: a length of four bytes in network order, then JSON.</summary>
/// <param name="stream">Carries bytes both ways; owned.</param>
internal sealed class MessageStream(Stream stream) : IAsyncDisposable
{
    private const int MaxLength = 256 << 20;

    private readonly SemaphoreSlim writing = new(1);
    private readonly byte[] header = new byte[sizeof(int)];

    /// <summary>Sends one message; may be called from several threads.</summary>
    internal async Task WriteAsync<T>(
        T message,
        JsonTypeInfo<T> type,
        CancellationToken cancellation
    )
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(message, type);
        var whole = new byte[sizeof(int) + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(whole, body.Length);
        body.CopyTo(whole.AsSpan(sizeof(int)));
        await writing.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            // Half a message would make the rest unreadable, so nothing stops one that has begun.
            await stream.WriteAsync(whole, CancellationToken.None).ConfigureAwait(false);
            await stream.FlushAsync(CancellationToken.None).ConfigureAwait(false);
        }
        finally
        {
            writing.Release();
        }
    }

    /// <summary>The next message; null where the other side has ended.</summary>
    /// <exception cref="LabConnectionException">What comes is no message.</exception>
    internal async Task<T?> ReadAsync<T>(JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class
    {
        try
        {
            await stream.ReadExactlyAsync(header, cancellation).ConfigureAwait(false);
            var length = BinaryPrimitives.ReadInt32BigEndian(header);
            if (length is < 0 or > MaxLength)
            {
                throw new LabConnectionException($"found a message of {length} bytes");
            }
            var body = new byte[length];
            await stream.ReadExactlyAsync(body, cancellation).ConfigureAwait(false);
            return JsonSerializer.Deserialize(body, type);
        }
        catch (Exception ended) when (ended is EndOfStreamException or IOException)
        {
            return null;
        }
        catch (JsonException wrong)
        {
            throw new LabConnectionException($"found a message of another kind: {wrong.Message}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync().ConfigureAwait(false);
        writing.Dispose();
    }
}
