using Hardening.Addresses;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Translation.Iptables;
using Hardening.Rulesets.Iptables.Ethernet;
using Hardening.Rulesets.Iptables.Extensions;
using Rule = Hardening.Analysis.Semantics.Rule;

namespace Hardening.Analysis.Translation.Ethernet;

/// <summary>
/// Rules of arptables(8) as steps. Unless a rule says otherwise it holds for Ethernet and for addresses of six bytes, and in any case
/// for IPv4's alone, of four (nft_arp_add of iptables 1.8).
/// </summary>
internal static class ArptablesRule
{
    private const uint Ethernet = 1;
    private const uint HardwareBytes = 6;
    private const uint AddressBytes = 4;

    internal static Rule Of(EthernetRule rule)
    {
        var reader = new ArptablesReader(rule.Context, rule.Words);
        var conditions = rule.Read(reader, Of).ToList();
        if (!reader.General.ContainsKey('l'))
        {
            conditions.Add(Condition.Is(PacketField.ArpHardwareLength, HardwareBytes));
        }
        if (!reader.General.ContainsKey(ArptablesReader.HardwareType))
        {
            conditions.Add(Condition.Is(PacketField.ArpHardwareType, Ethernet));
        }
        if (!reader.General.ContainsKey(ArptablesReader.ProtocolLength))
        {
            conditions.Add(Condition.Is(PacketField.ArpProtocolLength, AddressBytes));
        }
        return new Rule(
            [.. conditions.Select(condition => new Step.When(condition)), .. Target(reader, rule)],
            rule.Place
        );
    }

    private static IEnumerable<Step> Target(ArptablesReader reader, EthernetRule rule)
    {
        var name = reader.General.TryGetValue('j', out var target) ? target.Text : "CONTINUE";
        var use = reader.Uses.Count > 0 ? reader.Uses[0] : null;
        return name switch
        {
            "CLASSIFY" => [],
            "MARK" => [Marked(use!)],
            "mangle" =>
            [
                .. Rewritten(use!),
                .. rule.Decided(
                    use!.Value("--mangle-target") is { Length: > 0 } fate ? fate : "ACCEPT"
                ),
            ],
            _ => rule.Decided(name),
        };
    }

    private static IEnumerable<Step> Rewritten(ExtensionUse use)
    {
        foreach (
            var (option, field) in (IEnumerable<(string, PacketField)>)
                [("--mangle-ip-s", PacketField.ArpSource), ("--mangle-ip-d", PacketField.ArpTarget)]
        )
        {
            if (
                use.Value(option) is { } text
                && AddressArgument.Find(text, IpFamily.IPv4) is { } address
            )
            {
                yield return new Step.Assign(field, uint.MaxValue, address.Bits);
            }
        }
    }

    private static Step.Assign Marked(ExtensionUse use)
    {
        var setting = use.Settings[0];
        var value = NumberArgument.FindHex(setting.Printed, uint.MaxValue).GetValueOrDefault();
        return setting.Option.Name switch
        {
            "--and-mark" => new Step.Assign(PacketField.Mark, uint.MaxValue & ~value, 0),
            "--or-mark" => new Step.Assign(PacketField.Mark, value, value),
            _ => new Step.Assign(PacketField.Mark, uint.MaxValue, value),
        };
    }

    private static Condition Of(char option, string text) =>
        option switch
        {
            'i' => ParameterCondition.Interface(PacketField.InInterface, text),
            'o' => ParameterCondition.Interface(PacketField.OutInterface, text),
            's' => Network(PacketField.ArpSource, text),
            'd' => Network(PacketField.ArpTarget, text),
            'l' => Masked(PacketField.ArpHardwareLength, text, byte.MaxValue),
            ArptablesReader.ProtocolLength => Masked(
                PacketField.ArpProtocolLength,
                text,
                byte.MaxValue
            ),
            ArptablesReader.Operation => Masked(PacketField.ArpOperation, text, ushort.MaxValue),
            ArptablesReader.HardwareType => Masked(
                PacketField.ArpHardwareType,
                text,
                ushort.MaxValue
            ),
            ArptablesReader.ProtocolType => Masked(
                PacketField.ArpProtocolType,
                text,
                ushort.MaxValue
            ),
            ArptablesReader.SourceMac => new Condition.Unmodelled($"arp saddr ether {text}"),
            ArptablesReader.DestinationMac => new Condition.Unmodelled($"arp daddr ether {text}"),
            _ => Condition.Always,
        };

    /// <summary>Of a list the tool makes a rule each, which comes to the same as one of them holding.</summary>
    private static Condition Network(PacketField field, string list)
    {
        var any = list.Split(',')
            .Select(text =>
                Masks.Read(IpFamily.IPv4, field, text)
                // What it stands for, the resolver says when the rule is loaded.
                ?? new Condition.Unmodelled($"{FieldWords.Of(field)} {text}")
            )
            .ToEquatableArray();
        return any is [var only] ? only : new Condition.AnyOf(any);
    }

    private static Condition Masked(PacketField field, string text, uint whole) =>
        MarkArgument.Find(text, whole) is var (value, mask) && (value & ~mask) == 0
            ? new Condition.BitsAre(field, mask, value)
            : Condition.Never;
}
