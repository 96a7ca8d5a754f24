using System.Buffers;

namespace HardeningLab.Rpc;

/// <summary>Puts the records of a TCP stream together from its pieces (RFC 5531, section 11: record marking).</summary>
public sealed class RecordReader
{
    /// <summary>The longest record that is taken, in bytes, its marks included: 1 MiB.</summary>
    public const int MaxLength = 1 << 20;

    private const uint LastFragment = 0x8000_0000;
    private const int MarkLength = sizeof(uint);

    private readonly Queue<byte[]> records = new();
    private readonly ArrayBufferWriter<byte> record = new();
    private uint mark;
    private int markRead;
    private uint fragmentLeft;
    private int length;

    /// <summary>Why the stream can't be read further; null while it can.</summary>
    public string? Fault { get; private set; }

    /// <summary>Takes the next bytes of the stream; ignored after a fault.</summary>
    /// <param name="chunk">Any number of bytes, split anywhere.</param>
    public void Append(ReadOnlySpan<byte> chunk)
    {
        while (!chunk.IsEmpty && Fault is null)
        {
            var taken = markRead < MarkLength ? TakeMark(chunk) : TakeFragment(chunk);
            chunk = chunk[taken..];
        }
    }

    /// <summary>Gives the oldest complete record, without its marks.</summary>
    /// <param name="message">The record; empty when there is none.</param>
    /// <returns>Whether there was one.</returns>
    public bool TryTake(out byte[] message)
    {
        var taken = records.TryDequeue(out var oldest);
        message = oldest ?? [];
        return taken;
    }

    private int TakeMark(ReadOnlySpan<byte> chunk)
    {
        mark = (mark << 8) | chunk[0];
        if (++markRead == MarkLength)
        {
            fragmentLeft = mark & ~LastFragment;
            // The marks count too, or empty fragments without end would pass every limit.
            if (length + MarkLength + (long)fragmentLeft > MaxLength)
            {
                Fault = $"a record of more than {MaxLength} bytes";
                record.ResetWrittenCount();
                return 1;
            }
            length += MarkLength + (int)fragmentLeft;
            EndFragment();
        }
        return 1;
    }

    private int TakeFragment(ReadOnlySpan<byte> chunk)
    {
        var taken = (int)Math.Min((uint)chunk.Length, fragmentLeft);
        record.Write(chunk[..taken]);
        fragmentLeft -= (uint)taken;
        EndFragment();
        return taken;
    }

    private void EndFragment()
    {
        if (fragmentLeft > 0)
        {
            return;
        }
        if ((mark & LastFragment) != 0)
        {
            records.Enqueue(record.WrittenSpan.ToArray());
            record.ResetWrittenCount();
            length = 0;
        }
        mark = 0;
        markRead = 0;
    }
}
