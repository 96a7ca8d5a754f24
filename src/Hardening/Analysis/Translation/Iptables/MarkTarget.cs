using System.Numerics;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Rulesets.Iptables;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>
/// MARK, CONNMARK and HMARK: bits are zeroed by a mask and turned over by a value. A packet of no connection has no mark of one, and keeps its own
/// where that would be restored (net/netfilter/xt_mark.c, xt_connmark.c).
/// </summary>
/// <param name="scope">The rule.</param>
/// <param name="options">The target's own options.</param>
internal sealed class MarkTarget(RuleScope scope, EquatableArray<RuleOption> options)
{
    private const uint Whole = uint.MaxValue;

    /// <summary>Masks that differ mix both marks bit by bit; the diagrams of more mixed bits would double with each.</summary>
    private const int MaxMixed = 8;

    internal IEnumerable<Step> Of(string target) =>
        target == "HMARK" ? [Any(PacketField.Mark)]
        : target == "MARK"
            ?
            [
                Set(PacketField.Mark)
                    ?? throw scope.Refused("MARK", "--set-xmark and a value behind -j"),
            ]
        : options.Any(option => option.Name == "--save-mark")
            ? [Copied(PacketField.ConnectionMark, PacketField.Mark)]
        : options.Any(option => option.Name == "--restore-mark")
            ? [Copied(PacketField.Mark, PacketField.ConnectionMark)]
        :
        [
            Set(PacketField.ConnectionMark)
                ?? throw scope.Refused(
                    "CONNMARK",
                    "--set-xmark, --save-mark or --restore-mark behind -j"
                ),
        ];

    /// <summary>The mark that TPROXY gives.</summary>
    internal IEnumerable<Step> OfProxy() =>
        options.FirstOrDefault(option => option.Name == "--tproxy-mark") is { } option
            ? [Xor(PacketField.Mark, ValueAndMask(option))]
            : [];

    /// <summary>Whatever mark.</summary>
    internal static Step Any(PacketField field) =>
        new Step.Forget(field, [new ValueRange(0, Whole)]);

    private Step? Set(PacketField field)
    {
        foreach (var option in options)
        {
            switch (option.Name)
            {
                case "--set-xmark":
                    return Xor(field, ValueAndMask(option));
                case "--set-mark":
                    var (value, mask) = ValueAndMask(option);
                    return Xor(field, (value, value | mask));
                case "--or-mark":
                    var set = Number(option, option.Argument);
                    return Xor(field, (set, set));
                case "--and-mark":
                    return Xor(field, (0, ~Number(option, option.Argument)));
                case "--xor-mark":
                    return Xor(field, (Number(option, option.Argument), 0));
            }
        }
        return null;
    }

    /// <summary>Zeroes what the mask says, and turns over what the value says.</summary>
    private static Step Xor(PacketField field, (uint Value, uint Mask) bits) =>
        (bits.Value & ~bits.Mask) == 0
            ? new Step.Assign(field, bits.Mask, bits.Value)
            : new Step.Mix(field, new FieldCombination(Whole & ~bits.Mask, field, 0, bits.Value));

    /// <summary><c>--mask</c> is both masks: that of the packet's mark and that of its connection's.</summary>
    private Step.Change Copied(PacketField to, PacketField from)
    {
        var both = Mask("--mask") ?? Whole;
        var (ofPacket, ofConnection) = (Mask("--nfmask") ?? both, Mask("--ctmask") ?? both);
        var (zeroed, taken) =
            to == PacketField.Mark ? (ofPacket, ofConnection) : (ofConnection, ofPacket);
        var kept = Whole & ~zeroed;
        Step.Change copied =
            BitOperations.PopCount(kept & taken) > MaxMixed
                ? new Step.Forget(to, [new ValueRange(0, Whole)])
                : new Step.Mix(to, new FieldCombination(kept, from, taken, 0));
        return copied with { Where = ConntrackCondition.IsTracked(scope) };
    }

    private uint? Mask(string name) =>
        options.FirstOrDefault(option => option.Name == name) is { } option
            ? Number(option, option.Argument)
            : null;

    private (uint Value, uint Mask) ValueAndMask(RuleOption option)
    {
        var parts = option.Argument.Split('/');
        return parts.Length <= 2
            ? (Number(option, parts[0]), parts.Length == 1 ? Whole : Number(option, parts[1]))
            : throw scope.Refused(option, "VALUE/MASK");
    }

    private uint Number(RuleOption option, string text) =>
        Numeral.Find(text)
        ?? throw scope.Refused(option, "a number of 32 bits, and a mask behind a /");
}
