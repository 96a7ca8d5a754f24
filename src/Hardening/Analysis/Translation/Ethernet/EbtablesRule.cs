using Hardening.Addresses;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Translation.Iptables;
using Hardening.Rulesets.Iptables.Ethernet;
using Hardening.Rulesets.Iptables.Extensions;
using Rule = Hardening.Analysis.Semantics.Rule;

namespace Hardening.Analysis.Translation.Ethernet;

/// <summary>A rule of ebtables(8) as steps. What is not modelled becomes an unknown, as with iptables.</summary>
/// <param name="family">Whose space: see <see cref="FrameTypes"/>.</param>
/// <param name="rule">The rule.</param>
internal sealed class EbtablesRule(IpFamily family, EthernetRule rule)
{
    private const uint WholeMark = uint.MaxValue;

    internal Rule Translate()
    {
        var reader = new EbtablesReader(rule.Context, rule.Words);
        var conditions = rule.Read(reader, Of)
            .Concat(reader.Uses.Where(use => !use.IsTarget).SelectMany(Of));
        var target = reader.Uses.FirstOrDefault(use => use.IsTarget);
        return new Rule(
            [
                .. conditions.Select(condition => new Step.When(condition)),
                .. target is { Extension.Options.Count: > 0 }
                    ? Rewritten(target)
                    : rule.Decided(
                        reader.General.TryGetValue('j', out var name) ? name.Text : "CONTINUE"
                    ),
            ],
            rule.Place
        );
    }

    private Condition Of(char option, string text) =>
        option switch
        {
            'i' => ParameterCondition.Interface(PacketField.InInterface, text),
            'o' => ParameterCondition.Interface(PacketField.OutInterface, text),
            's' => Hardware(PacketField.EthernetSource, text),
            'd' => Hardware(PacketField.EthernetDestination, text),
            'p' when text == EtherTypes.Length => FrameTypes.Between(
                family,
                0,
                EtherTypes.Lowest - 1
            ),
            'p' => FrameTypes.Is(family, EtherTypes.Find(text).GetValueOrDefault()),
            EbtablesReader.LogicalIn => ParameterCondition.Interface(PacketField.BridgeIn, text),
            EbtablesReader.LogicalOut => ParameterCondition.Interface(PacketField.BridgeOut, text),
            _ => Condition.Always,
        };

    private IEnumerable<Condition> Of(ExtensionUse use) =>
        use.Extension.Name switch
        {
            "limit" =>
            [
                RateCondition.Limit(use.Value("--limit"), use.Value("--limit-burst"), rule.Place),
            ],
            // What watchers write down decides nothing.
            "log" or "nflog" => [],
            _ => use.Settings.SelectMany(setting => Of(use, setting)),
        };

    private IEnumerable<Condition> Of(ExtensionUse use, ExtensionSetting setting)
    {
        var text = setting.Printed;
        switch (setting.Option.Name)
        {
            case "--ip-src" or "--ip6-src":
                return One(Network(setting, PacketField.SourceAddress, text));
            case "--ip-dst" or "--ip6-dst":
                return One(Network(setting, PacketField.DestinationAddress, text));
            case "--ip-tos" or "--ip6-tclass":
                return One(ServiceType.Is(Number(text)));
            case "--ip-proto" or "--ip6-proto":
                return One(
                    Condition.Is(
                        PacketField.L4Protocol,
                        ProtocolNames.Find(text).GetValueOrDefault()
                    )
                );
            case "--ip-sport" or "--ip6-sport":
                return WithTransport(Range(PacketField.SourcePort, text));
            case "--ip-dport" or "--ip6-dport":
                return WithTransport(Range(PacketField.DestinationPort, text));
            case "--ip-icmp-type" or "--ip6-icmp-type":
                return WithTransport(Icmp(text, setting.Option.Name == "--ip6-icmp-type"));
            case "--vlan-id":
                return One(Condition.Is(PacketField.VlanId, Number(text)));
            case "--vlan-prio":
                return One(Condition.Is(PacketField.VlanPriority, Number(text)));
            case "--vlan-encap":
                return One(
                    Condition.Is(PacketField.VlanType, EtherTypes.Find(text).GetValueOrDefault())
                );
            case "--arp-op":
                return One(
                    Condition.Is(
                        PacketField.ArpOperation,
                        ArpOperations.Names.AsSpan().IndexOf(text) is >= 0 and var name
                            ? (uint)name + 1
                            : Number(text)
                    )
                );
            case "--arp-htype":
                return One(Condition.Is(PacketField.ArpHardwareType, Number(text)));
            case "--arp-ptype":
                return One(Condition.Is(PacketField.ArpProtocolType, Number(text)));
            case "--arp-ip-src":
                return One(Masks.Read(IpFamily.IPv4, PacketField.ArpSource, text)!);
            case "--arp-ip-dst":
                return One(Masks.Read(IpFamily.IPv4, PacketField.ArpTarget, text)!);
            case "--pkttype-type":
                return One(
                    Condition.Is(
                        PacketField.PacketType,
                        (uint)EbtablesMatches.PacketTypes.AsSpan().IndexOf(text)
                    )
                );
            case "--mark":
                return One(Mark(text));
            case "--among-src" when !text.Contains('='):
                return One(Among(PacketField.EthernetSource, text));
            case "--among-dst" when !text.Contains('='):
                return One(Among(PacketField.EthernetDestination, text));
            default:
                return One(
                    new Condition.Unmodelled(
                        $"{setting.Option.Name} {text}".TrimEnd() + $" of {use.Extension.Name}"
                    )
                );
        }

        IEnumerable<Condition> One(Condition condition) => [condition.NegatedIf(setting.IsNegated)];
        // A later fragment has neither ports nor types, and no opposite of such a match holds for it.
        IEnumerable<Condition> WithTransport(Condition condition) =>
            [FragmentHeaders.HasTransport, condition.NegatedIf(setting.IsNegated)];
    }

    /// <summary>Frames with the other family's addresses have said so by their type.</summary>
    private Condition Network(ExtensionSetting setting, PacketField field, string text) =>
        setting.Option.Name.StartsWith("--ip6", StringComparison.Ordinal)
        == (family == IpFamily.IPv6)
            ? Masks.Read(family, field, text)!
            : Condition.Never;

    private static Condition Hardware(PacketField field, string text) =>
        HardwareAddressArgument.FindRange(text) is var (address, mask)
            ? HardwareAddresses.Masked(field, mask, address)
            : Condition.Never;

    private static Condition.AnyOf Among(PacketField field, string list) =>
        new(list.Split(',').Select(text => Hardware(field, text)).ToEquatableArray());

    private static Condition Icmp(string text, bool isIpv6)
    {
        var slash = text.IndexOf('/');
        (ulong, ulong) types;
        (ulong, ulong) codes;
        if (IcmpExtensions.Find(isIpv6, text) is var (type, first, last))
        {
            (types, codes) = ((type, type), (first, last));
        }
        else
        {
            (types, codes) = (
                NumberArgument.FindRange(text[..slash], byte.MaxValue).GetValueOrDefault(),
                NumberArgument.FindRange(text[(slash + 1)..], byte.MaxValue).GetValueOrDefault()
            );
        }
        return new Condition.AllOf([
            Condition.Between(PacketField.IcmpType, types.Item1, types.Item2),
            .. codes is (0, byte.MaxValue)
                ? Array.Empty<Condition>()
                : [Condition.Between(PacketField.IcmpCode, codes.Item1, codes.Item2)],
        ]);
    }

    private static Condition Range(PacketField field, string text) =>
        NumberArgument.FindRange(text, ushort.MaxValue) is var (first, last)
            ? Condition.Between(field, first, last)
            : Condition.Never;

    /// <summary>A mask alone holds for a mark that has any bit of it.</summary>
    private static Condition Mark(string text) =>
        text is ['/', .. var any]
            ? new Condition.BitsAre(PacketField.Mark, Number(any), 0).Opposite()
        : MarkArgument.Find(text, WholeMark) is var (value, mask) && (value & ~mask) == 0
            ? new Condition.BitsAre(PacketField.Mark, mask, value)
        : Condition.Never;

    private static uint Number(string text) => (uint)NumberArgument.Find(text).GetValueOrDefault();

    /// <summary>What a target writes into the frame, and what comes of it then.</summary>
    private IEnumerable<Step> Rewritten(ExtensionUse target)
    {
        var name = target.Extension.Name;
        var fate = target.Value($"--{name}-target");
        Step? change = name switch
        {
            "dnat" or "redirect" => AnyName(PacketField.EthernetDestination),
            "snat" => AnyName(PacketField.EthernetSource),
            "mark" => Marked(target),
            _ => null,
        };
        var otherwise = name == "arpreply" ? "DROP" : "ACCEPT";
        return
        [
            .. change is null ? Array.Empty<Step>() : [change],
            .. rule.Decided(string.IsNullOrEmpty(fate) ? otherwise : fate),
        ];
    }

    private static Step.Forget AnyName(PacketField field) =>
        new(field, [new ValueRange(0, uint.MaxValue)]);

    private static Step Marked(ExtensionUse target)
    {
        var setting = target.Settings.First(one => one.Option.Name != "--mark-target");
        var value = Number(setting.Printed);
        return setting.Option.Name switch
        {
            "--mark-or" => new Step.Assign(PacketField.Mark, value, value),
            "--mark-and" => new Step.Assign(PacketField.Mark, WholeMark & ~value, 0),
            "--mark-xor" => new Step.Mix(
                PacketField.Mark,
                new FieldCombination(WholeMark, PacketField.Mark, 0, value)
            ),
            _ => new Step.Assign(PacketField.Mark, WholeMark, value),
        };
    }
}
