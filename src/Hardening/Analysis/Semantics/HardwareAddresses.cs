using Hardening.Addresses;
using Hardening.Analysis.PacketSets;

namespace Hardening.Analysis.Semantics;

/// <summary>Hardware addresses of Ethernet, which are held as names: whole ones are told apart, and of others the same question has one answer.</summary>
internal static class HardwareAddresses
{
    /// <summary>It is this one.</summary>
    internal static Condition Is(PacketField field, UInt128 address) =>
        new Condition.Named(field, Text(address));

    /// <summary><c>(address &amp; mask) == value</c>.</summary>
    internal static Condition Masked(PacketField field, UInt128 mask, UInt128 value) =>
        mask == EthernetAddress.Ones ? Is(field, value)
        : (value & ~mask) != 0 ? Condition.Never
        : new Condition.Unmodelled($"{FieldWords.Of(field)} {Text(value)}/{Text(mask)}");

    private static string Text(UInt128 address) => EthernetAddress.Text((ulong)address);
}
