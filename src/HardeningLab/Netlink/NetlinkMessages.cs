using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace HardeningLab.Netlink;

/// <summary>
/// Builds a run of netlink messages (netlink(7)): header, a fixed family header, then attributes, nested where the kernel
/// wants it. Integers are in host order unless a method says otherwise.
/// </summary>
internal sealed class NetlinkMessages
{
    internal const ushort Request = 0x001;
    internal const ushort Acknowledge = 0x004;
    internal const ushort Create = 0x400;
    internal const ushort Exclusive = 0x200;
    internal const ushort Dump = 0x300;

    private const ushort Nested = 0x8000;

    private readonly List<byte> bytes = new(4096);
    private readonly List<string> actions = [];
    private readonly Stack<int> open = new();
    private int start = -1;

    /// <summary>What each message does, by its sequence number less one; for error messages.</summary>
    internal IReadOnlyList<string> Actions => actions;

    /// <summary>The finished messages.</summary>
    internal ReadOnlySpan<byte> Bytes
    {
        get
        {
            Finish();
            return CollectionsMarshal.AsSpan(bytes);
        }
    }

    /// <summary>Starts a message; the one before is finished.</summary>
    /// <param name="action">What it does, for error messages.</param>
    /// <param name="type">nlmsg_type.</param>
    /// <param name="flags">nlmsg_flags.</param>
    /// <param name="family">The family's fixed header, such as <c>struct ifinfomsg</c>.</param>
    internal NetlinkMessages Add(
        string action,
        ushort type,
        ushort flags,
        ReadOnlySpan<byte> family
    )
    {
        Finish();
        actions.Add(action);
        start = bytes.Count;
        Append32(0);
        Append16(type);
        Append16(flags);
        Append32((uint)actions.Count);
        Append32(0);
        bytes.AddRange(family);
        return this;
    }

    internal NetlinkMessages Attribute(ushort type, ReadOnlySpan<byte> value)
    {
        Append16((ushort)(4 + value.Length));
        Append16(type);
        bytes.AddRange(value);
        Pad();
        return this;
    }

    internal NetlinkMessages Attribute(ushort type, uint value)
    {
        Span<byte> word = stackalloc byte[4];
        BitConverter.TryWriteBytes(word, value);
        return Attribute(type, word);
    }

    internal NetlinkMessages AttributeBigEndian(ushort type, uint value)
    {
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(word, value);
        return Attribute(type, word);
    }

    internal NetlinkMessages Attribute(ushort type, string text) =>
        Attribute(type, [.. Encoding.UTF8.GetBytes(text), 0]);

    internal NetlinkMessages Begin(ushort type, ReadOnlySpan<byte> header = default)
    {
        open.Push(bytes.Count);
        Append16(0);
        Append16((ushort)(type | Nested));
        bytes.AddRange(header);
        return this;
    }

    internal NetlinkMessages End()
    {
        var at = open.Pop();
        BitConverter.TryWriteBytes(
            CollectionsMarshal.AsSpan(bytes)[at..],
            (ushort)(bytes.Count - at)
        );
        return this;
    }

    private void Finish()
    {
        if (start >= 0)
        {
            BitConverter.TryWriteBytes(
                CollectionsMarshal.AsSpan(bytes)[start..],
                bytes.Count - start
            );
        }
    }

    private void Append16(ushort value)
    {
        Span<byte> word = stackalloc byte[2];
        BitConverter.TryWriteBytes(word, value);
        bytes.AddRange(word);
    }

    private void Append32(uint value)
    {
        Span<byte> word = stackalloc byte[4];
        BitConverter.TryWriteBytes(word, value);
        bytes.AddRange(word);
    }

    private void Pad()
    {
        while (bytes.Count % 4 != 0)
        {
            bytes.Add(0);
        }
    }
}
