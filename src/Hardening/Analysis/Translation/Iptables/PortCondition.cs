using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Rulesets.Iptables;
using Hardening.Rulesets.Iptables.Extensions;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>The matches of protocols with ports: tcp, udp, udplite, sctp, dccp and multiport. Their rules name the protocol by <c>-p</c>.</summary>
internal static class PortCondition
{
    private const string Ports = "a port, a name of services(5), or a range of them";

    internal static IEnumerable<Condition> Of(RuleScope scope, MatchGroup group)
    {
        yield return FragmentHeaders.HasTransport;
        foreach (var option in group.Options)
        {
            yield return Of(scope, group.Module, option).NegatedIf(option.IsNegated);
        }
    }

    internal static IEnumerable<Condition> OfMultiport(RuleScope scope, MatchGroup group)
    {
        yield return FragmentHeaders.HasTransport;
        foreach (var option in group.Options)
        {
            var values = ValueRanges.Merge(
                option
                    .Argument.Split(',')
                    .Select(text => PortNumbers.Range(text) ?? throw scope.Refused(text, Ports))
            );
            var source = new Condition.Among(PacketField.SourcePort, values);
            var destination = new Condition.Among(PacketField.DestinationPort, values);
            yield return (
                option.Name switch
                {
                    "--sports" => (Condition)source,
                    "--dports" => destination,
                    "--ports" => new Condition.AnyOf([source, destination]),
                    _ => throw scope.Refused(option.Name, "an option of multiport"),
                }
            ).NegatedIf(option.IsNegated);
        }
    }

    private static Condition.Among DccpTypes(RuleScope scope, RuleOption option)
    {
        var names = TransportExtensions.DccpTypes;
        return new(
            PacketField.DccpType,
            ValueRanges.Merge(
                option
                    .Argument.Split(',')
                    .Select(word =>
                        word == "INVALID" ? new ValueRange((uint)names.Count, 15)
                        : names.AsSpan().IndexOf(word) is >= 0 and var type
                            ? new ValueRange((uint)type, (uint)type)
                        : throw scope.Refused(word, $"{string.Join(", ", names)} or INVALID")
                    )
            )
        );
    }

    private static Condition Of(RuleScope scope, string module, RuleOption option) =>
        option.Name switch
        {
            "--sport" => Range(scope, PacketField.SourcePort, option),
            "--dport" => Range(scope, PacketField.DestinationPort, option),
            "--syn" => Flags(scope, option, "FIN,SYN,RST,ACK", "SYN"),
            "--tcp-flags" => Flags(
                scope,
                option,
                option.Argument,
                option.Arguments.ElementAtOrDefault(1) ?? ""
            ),
            "--tcp-option" => TcpOptions.Has(
                Numeral.Find(option.Argument) ?? throw scope.Refused(option, "a number")
            ),
            "--dccp-types" => DccpTypes(scope, option),
            "--chunk-types" when Chunks(option) is { } chunks => chunks,
            // Other chunks of SCTP and options of DCCP are no fields, but the same question has one answer.
            _ => new Condition.Unmodelled(
                $"{string.Join(' ', option.Arguments.Prepend(option.Name))} of {module}"
            ),
        };

    /// <summary>Any of the chunks, or all of them, may stand anywhere in the packet (xt_sctp.c); null where others must not.</summary>
    private static Condition? Chunks(RuleOption option)
    {
        var asked = SctpChunks
            .Find(option.Arguments.ElementAtOrDefault(1) ?? "NONE")
            ?.Select(chunk => SctpChunkTypes.Has(chunk.Name, chunk.Mask, chunk.Value))
            .ToEquatableArray();
        return (option.Argument.ToUpperInvariant(), asked) switch
        {
            ("ALL", { } all) => new Condition.AllOf(all),
            ("ANY", { } any) => new Condition.AnyOf(any),
            _ => null,
        };
    }

    private static Condition Range(RuleScope scope, PacketField field, RuleOption option) =>
        PortNumbers.Range(option.Argument) is { } range
            ? new Condition.Among(field, [range])
            : throw scope.Refused(option, Ports);

    private static Condition Flags(RuleScope scope, RuleOption option, string mask, string set) =>
        TcpFlagNames.Find(mask) is { } bits && TcpFlagNames.Find(set) is { } value
            // What is to be set and not looked at can't be found set.
            ? (value & ~bits) == 0
                ? new Condition.BitsAre(PacketField.TcpFlags, bits, value)
                : Condition.Never
            : throw scope.Refused(option, "two lists of SYN, ACK, FIN, RST, URG, PSH, ALL or NONE");
}
