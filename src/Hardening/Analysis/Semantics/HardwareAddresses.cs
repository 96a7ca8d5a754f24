using Hardening.Analysis.PacketSets;

namespace Hardening.Analysis.Semantics;

/// <summary>Hardware addresses of Ethernet, which are held as names: whole ones are told apart, and of others the same question has one answer.</summary>
internal static class HardwareAddresses
{
    private const int Bits = 48;
    private static readonly UInt128 Ones = (UInt128.One << Bits) - 1;

    /// <summary>It is this one.</summary>
    internal static Condition Is(PacketField field, UInt128 address) =>
        new Condition.Named(field, Text(address));

    /// <summary><c>(address &amp; mask) == value</c>.</summary>
    internal static Condition Masked(PacketField field, UInt128 mask, UInt128 value) =>
        mask == Ones ? Is(field, value)
        : (value & ~mask) != 0 ? Condition.Never
        : new Condition.Unmodelled($"{FieldWords.Of(field)} {Text(value)}/{Text(mask)}");

    private static string Text(UInt128 address) =>
        string.Join(
            ':',
            Enumerable
                .Range(1, Bits / 8)
                .Select(octet => $"{(byte)(address >> (Bits - 8 * octet)):x2}")
        );
}
