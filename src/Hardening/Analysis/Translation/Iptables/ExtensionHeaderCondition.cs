using Hardening.Addresses;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Rulesets.Iptables;
using Hardening.Rulesets.Iptables.Extensions;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>rt, mh and ah: what is in headers between IP and the protocol above it, or instead of one.</summary>
internal static class ExtensionHeaderCondition
{
    private const uint BytesOfUnit = 8;
    private const uint WordBytes = 4;

    /// <summary>The routing header. Its length counts 8 bytes, and not the first ones.</summary>
    internal static IEnumerable<Condition> Routing(RuleScope scope, MatchGroup group) =>
        group
            .Options.Select(option =>
                (
                    option.Name switch
                    {
                        "--rt-type" => NumberCondition.Range(
                            scope,
                            PacketField.RoutingType,
                            option,
                            ':'
                        ),
                        "--rt-segsleft" => NumberCondition.Range(
                            scope,
                            PacketField.RoutingSegments,
                            option,
                            ':'
                        ),
                        "--rt-len" => Length(
                            scope,
                            option,
                            PacketField.RoutingLength,
                            BytesOfUnit,
                            uncounted: 1
                        ),
                        _ => Other(option, group),
                    }
                ).NegatedIf(option.IsNegated)
            )
            .Prepend(HeaderPresence.HasRouting);

    /// <summary>Options for every hop, or for the destination; which ones there are is an unknown.</summary>
    internal static IEnumerable<Condition> Options(RuleScope scope, MatchGroup group)
    {
        var isHopByHop = group.Module == "hbh";
        return group
            .Options.Select(option =>
                (
                    option.Name is "--hbh-len" or "--dst-len"
                        ? Length(
                            scope,
                            option,
                            isHopByHop
                                ? PacketField.HopByHopLength
                                : PacketField.DestinationOptionsLength,
                            BytesOfUnit,
                            uncounted: 1
                        )
                        : Other(option, group)
                ).NegatedIf(option.IsNegated)
            )
            .Prepend(
                isHopByHop ? HeaderPresence.HasHopByHop : HeaderPresence.HasDestinationOptions
            );
    }

    /// <summary>Mobile IPv6, which the rule names by <c>-p</c>; its types have names.</summary>
    internal static IEnumerable<Condition> Mobility(RuleScope scope, MatchGroup group)
    {
        yield return FragmentHeaders.HasTransport;
        foreach (var option in group.Options)
        {
            if (HeaderExtensions.MobilityTypes(option.Argument) is not var (first, last))
            {
                throw scope.Refused(option, "a type of Mobile IPv6, or a range of such");
            }
            yield return Condition
                .Between(PacketField.MobilityType, first, last)
                .NegatedIf(option.IsNegated);
        }
    }

    /// <summary>With IPv6 the header of AH stands between others, and no protocol tells whether there is one.</summary>
    internal static IEnumerable<Condition> Authentication(RuleScope scope, MatchGroup group) =>
        group
            .Options.Select(option =>
                (
                    option.Name switch
                    {
                        "--ahspi" => NumberCondition.Range(scope, PacketField.Spi, option, ':'),
                        // 0 is any length at all.
                        "--ahlen" when Numeral.Find(option.Argument) == 0 => Condition.Always,
                        "--ahlen" => Length(
                            scope,
                            option,
                            PacketField.AhLength,
                            WordBytes,
                            uncounted: 2
                        ),
                        "--ahres" => Condition.Is(PacketField.AhReserved, 0),
                        _ => Other(option, group),
                    }
                ).NegatedIf(option.IsNegated)
            )
            .Prepend(
                scope.Family == IpFamily.IPv4 ? FragmentHeaders.HasTransport : HeaderPresence.HasAh
            );

    /// <summary>A length that a rule gives in bytes, and the header in larger units of which it does not count the first.</summary>
    private static Condition Length(
        RuleScope scope,
        RuleOption option,
        PacketField field,
        uint unit,
        uint uncounted
    ) =>
        Numeral.Find(option.Argument) is not { } bytes
            ? throw scope.Refused(option, "a number of bytes")
        : bytes % unit != 0 || bytes / unit < uncounted ? Condition.Never
        : Condition.Is(field, bytes / unit - uncounted);

    private static Condition.Unmodelled Other(RuleOption option, MatchGroup group) =>
        new($"{option.Name} {option.Argument}".TrimEnd() + $" of {group.Module}");
}
