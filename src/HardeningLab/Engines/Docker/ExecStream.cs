using System.Runtime.InteropServices;
using System.Text;
using Docker.DotNet;

namespace HardeningLab.Engines.Docker;

/// <summary>
/// A command in a container: writes go to its standard input, reads come from its standard output or, where it has a
/// terminal, from that. Disposing it closes the connection; the command then sees the end of its input.
/// </summary>
internal sealed class ExecStream(DockerClient client, string id, MultiplexedStream inner) : Stream
{
    private const int MaxError = 64 * 1024;
    private const int MaxTries = 50;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly StringBuilder error = new();
    private readonly Decoder decoder = Encoding.UTF8.GetDecoder();

    /// <summary>What came on standard error before the last output that was read, at most 65,536 characters; empty for a terminal.</summary>
    internal string Error => error.ToString();

    /// <summary>Tells the command that there is no more input.</summary>
    internal void CloseInput() => inner.CloseWrite();

    /// <summary>Sends a command all its input, and gives all its output.</summary>
    internal async Task<ReadOnlyMemory<byte>> ExchangeAsync(
        ReadOnlyMemory<byte> input,
        CancellationToken cancellation
    )
    {
        var sending = SendAsync(input, cancellation);
        using var output = new MemoryStream();
        await CopyToAsync(output, cancellation).ConfigureAwait(false);
        await sending.ConfigureAwait(false);
        return output.GetBuffer().AsMemory(0, (int)output.Length);
    }

    /// <summary>How the command ended. To be called when the output has ended.</summary>
    /// <exception cref="DockerFailedException">It still runs.</exception>
    internal async Task<int> ExitCodeAsync(CancellationToken cancellation)
    {
        // The streams may end a moment before the engine knows of the process's end.
        for (var tries = 0; tries < MaxTries; tries++)
        {
            var state = await EngineCall
                .RunAsync(
                    "asking for a command's end",
                    () => client.Exec.InspectContainerExecAsync(id, cancellation)
                )
                .ConfigureAwait(false);
            if (state is { Running: false, ExitCode: { } code })
            {
                return (int)code;
            }
            await Task.Delay(Pause, cancellation).ConfigureAwait(false);
        }
        throw new DockerFailedException(
            "waiting for a command's end",
            "it has closed its output and still runs"
        );
    }

    /// <summary>Sets the terminal's size.</summary>
    internal async Task ResizeAsync(int columns, int rows, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await EngineCall
                    .RunAsync(
                        "setting the size of a terminal",
                        () =>
                            client.Exec.ResizeExecTtyAsync(
                                id,
                                new() { Width = columns, Height = rows },
                                cancellation
                            )
                    )
                    .ConfigureAwait(false);
                return;
            }
            catch (DockerFailedException) when (tries < MaxTries)
            {
                // The engine answers before the process is there; a size that comes too early is an error.
                await Task.Delay(Pause, cancellation).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }
        var (array, offset, count) = MemoryMarshal.TryGetArray<byte>(buffer, out var segment)
            ? (segment.Array!, segment.Offset, segment.Count) // a segment of a real array has it
            : (new byte[buffer.Length], 0, buffer.Length);
        while (true)
        {
            var read = await inner
                .ReadOutputAsync(array, offset, count, cancellationToken)
                .ConfigureAwait(false);
            if (read.Target != MultiplexedStream.TargetStream.StandardError || read.EOF)
            {
                if (array != segment.Array)
                {
                    array.AsMemory(0, read.Count).CopyTo(buffer);
                }
                return read.Count;
            }
            Collect(array.AsSpan(offset, read.Count));
        }
    }

    /// <inheritdoc/>
    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer,
        CancellationToken cancellationToken = default
    )
    {
        var segment = MemoryMarshal.TryGetArray(buffer, out var found)
            ? found
            : new ArraySegment<byte>(buffer.ToArray());
        await inner
            .WriteAsync(segment.Array!, segment.Offset, segment.Count, cancellationToken) // as above
            .ConfigureAwait(false);
    }

    private async Task SendAsync(ReadOnlyMemory<byte> input, CancellationToken cancellation)
    {
        try
        {
            await WriteAsync(input, cancellation).ConfigureAwait(false);
            CloseInput();
        }
        catch (IOException)
        {
            // It stopped reading; what it printed and its exit code tell why.
        }
    }

    private void Collect(ReadOnlySpan<byte> bytes)
    {
        Span<char> text = new char[decoder.GetCharCount(bytes, flush: false)];
        decoder.GetChars(bytes, text, flush: false);
        error.Append(text[..Math.Min(text.Length, Math.Max(0, MaxError - error.Length))]);
    }

    /// <inheritdoc/>
    public override Task<int> ReadAsync(
        byte[] buffer,
        int offset,
        int count,
        CancellationToken cancellationToken
    ) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override Task WriteAsync(
        byte[] buffer,
        int offset,
        int count,
        CancellationToken cancellationToken
    ) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanWrite => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override void Flush() { }

    /// <inheritdoc/>
    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => throw OnlyAsync();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw OnlyAsync();

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    private static NotSupportedException OnlyAsync() =>
        new("the bytes come over a network: use the asynchronous methods");

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }
        base.Dispose(disposing);
    }
}
