using System.Buffers.Binary;
using System.Text;
using Hardening;

namespace HardeningLab.Rpc;

/// <summary>Writes XDR (RFC 4506) into a buffer that its owner has made large enough; one method per primitive.</summary>
internal ref struct XdrWriter(Span<byte> buffer)
{
    private const int Unit = 4;
    private readonly Span<byte> buffer = buffer;

    /// <summary>How many bytes are written.</summary>
    public int Length { get; private set; }

    /// <summary>A copy of what is written.</summary>
    public readonly EquatableArray<byte> ToArray() => EquatableArray.Create<byte>(buffer[..Length]);

    /// <summary>Unsigned integer (section 4.2).</summary>
    public void UnsignedInteger(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(buffer[Length..], value);
        Length += Unit;
    }

    /// <summary>Boolean (section 4.4).</summary>
    public void Boolean(bool value) => UnsignedInteger(value ? 1u : 0u);

    /// <summary>Opaque data of variable length, filled up to a unit of four (section 4.10).</summary>
    public void Opaque(ReadOnlySpan<byte> value)
    {
        UnsignedInteger((uint)value.Length);
        value.CopyTo(buffer[Length..]);
        Length += value.Length;
        while (Length % Unit != 0)
        {
            Octet(0);
        }
    }

    /// <summary>String of ASCII (section 4.11).</summary>
    public void String(string value) => Opaque(Encoding.ASCII.GetBytes(value));

    /// <summary>One byte of something encoded before.</summary>
    public void Octet(byte value) => buffer[Length++] = value;
}
