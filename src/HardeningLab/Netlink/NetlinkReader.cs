namespace HardeningLab.Netlink;

/// <summary>Walks the messages of one netlink datagram; stops at the first length that does not fit.</summary>
internal ref struct NetlinkReader(ReadOnlySpan<byte> datagram)
{
    private const int HeaderLength = 16;

    private ReadOnlySpan<byte> rest = datagram;

    public NetlinkMessage Current { get; private set; }

    public readonly NetlinkReader GetEnumerator() => this;

    public bool MoveNext()
    {
        if (rest.Length < HeaderLength)
        {
            return false;
        }
        var length = BitConverter.ToInt32(rest);
        if (length < HeaderLength || length > rest.Length)
        {
            return false;
        }
        Current = new NetlinkMessage(
            BitConverter.ToUInt16(rest[4..]),
            BitConverter.ToUInt32(rest[8..]),
            rest[HeaderLength..length]
        );
        rest = rest[Math.Min((length + 3) & ~3, rest.Length)..];
        return true;
    }
}

/// <summary>One netlink message: nlmsg_type, nlmsg_seq and what follows the header.</summary>
internal readonly ref struct NetlinkMessage(ushort type, uint sequence, ReadOnlySpan<byte> payload)
{
    internal ushort Type => type;

    internal uint Sequence => sequence;

    internal ReadOnlySpan<byte> Payload { get; } = payload;

    /// <summary>For NLMSG_ERROR: zero, or the negative errno.</summary>
    internal int Error => Payload.Length >= 4 ? BitConverter.ToInt32(Payload) : 0;

    /// <summary>The attributes behind a family header of this many bytes.</summary>
    internal AttributeReader Attributes(int familyHeaderLength) =>
        new(Payload.Length >= familyHeaderLength ? Payload[familyHeaderLength..] : []);
}
