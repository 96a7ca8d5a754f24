using System.Buffers.Binary;
using System.Text;

namespace HardeningLab.Netlink;

/// <summary>Walks netlink attributes; stops at the first length that does not fit.</summary>
internal ref struct AttributeReader(ReadOnlySpan<byte> attributes)
{
    private const int HeaderLength = 4;
    private const ushort TypeMask = 0x3fff;

    private ReadOnlySpan<byte> rest = attributes;

    public NetlinkAttribute Current { get; private set; }

    public readonly AttributeReader GetEnumerator() => this;

    public bool MoveNext()
    {
        if (rest.Length < HeaderLength)
        {
            return false;
        }
        var length = BitConverter.ToUInt16(rest);
        if (length < HeaderLength || length > rest.Length)
        {
            return false;
        }
        Current = new NetlinkAttribute(
            (ushort)(BitConverter.ToUInt16(rest[2..]) & TypeMask),
            rest[HeaderLength..length]
        );
        rest = rest[Math.Min((length + 3) & ~3, rest.Length)..];
        return true;
    }
}

/// <summary>One attribute: its type without the flag bits, and its value.</summary>
internal readonly ref struct NetlinkAttribute(ushort type, ReadOnlySpan<byte> value)
{
    internal ushort Type => type;

    internal ReadOnlySpan<byte> Value { get; } = value;

    internal uint UInt32BigEndian =>
        Value.Length >= 4 ? BinaryPrimitives.ReadUInt32BigEndian(Value) : 0;

    internal ulong UInt64BigEndian =>
        Value.Length >= 8 ? BinaryPrimitives.ReadUInt64BigEndian(Value) : 0;

    internal string Text => Encoding.UTF8.GetString(Value.TrimEnd((byte)0));
}
