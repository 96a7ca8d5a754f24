using System.Buffers.Binary;
using System.Text;

namespace HardeningLab.Rpc;

/// <summary>
/// Reads XDR (RFC 4506), one method per primitive. Each answers false where the bytes end too early or a length passes its
/// limit, and nothing is allocated before the bytes for it are seen.
/// </summary>
internal ref struct XdrReader(ReadOnlySpan<byte> bytes)
{
    private const int Unit = 4;
    private ReadOnlySpan<byte> rest = bytes;

    /// <summary>What is not read yet.</summary>
    public readonly ReadOnlySpan<byte> Rest => rest;

    /// <summary>Unsigned integer (section 4.2).</summary>
    public bool UnsignedInteger(out uint value)
    {
        if (!BinaryPrimitives.TryReadUInt32BigEndian(rest, out value))
        {
            return false;
        }
        rest = rest[Unit..];
        return true;
    }

    /// <summary>Boolean: 0 or 1, nothing else (section 4.4).</summary>
    public bool Boolean(out bool value)
    {
        value = false;
        if (!UnsignedInteger(out var number) || number > 1)
        {
            return false;
        }
        value = number == 1;
        return true;
    }

    /// <summary>Opaque data of variable length, filled up to a unit of four (section 4.10).</summary>
    /// <param name="limit">The greatest length in bytes, without the filling.</param>
    /// <param name="value">The data; a part of the input.</param>
    public bool Opaque(int limit, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!UnsignedInteger(out var length) || length > (uint)limit)
        {
            return false;
        }
        var filled = ((long)length + Unit - 1) / Unit * Unit;
        if (filled > rest.Length)
        {
            return false;
        }
        value = rest[..(int)length];
        rest = rest[(int)filled..];
        return true;
    }

    /// <summary>String of ASCII (section 4.11); other bytes become question marks.</summary>
    /// <param name="limit">The greatest length in bytes.</param>
    /// <param name="value">The text.</param>
    public bool String(int limit, out string value)
    {
        value = "";
        if (!Opaque(limit, out var octets))
        {
            return false;
        }
        value = Encoding.ASCII.GetString(octets);
        return true;
    }
}
