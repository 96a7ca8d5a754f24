using Hardening.Addresses;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Rulesets;
using Hardening.Rulesets.Nftables.Datatypes;
using Hardening.Rulesets.Nftables.Evaluation;
using Hardening.Rulesets.Nftables.Syntax;
using Verdict = Hardening.Analysis.Semantics.Verdict;

namespace Hardening.Analysis.Translation.Nftables;

/// <summary>
/// What gives connections other addresses, as steps. Of a range the kernel takes what is free: what it takes is unknown. No other
/// chain of nat of the same hook is asked behind it, and where something has changed <c>ct status</c> tells so (nf_nat_setup_info).
/// </summary>
/// <param name="family">Whose packets.</param>
/// <param name="matches">Translates the keys of maps.</param>
/// <param name="hooks">The hooks that the rule is asked from.</param>
/// <param name="place">The rule.</param>
internal sealed class AddressTranslation(
    IpFamily family,
    MatchTranslation matches,
    IReadOnlySet<string> hooks,
    RulePlace place
)
{
    private const uint Local = 2;
    private static readonly ValueRange AnyType = new(0, 15);
    private static readonly ValueRange AnyPort = new(0, ushort.MaxValue);

    private UInt128 Whole => Address.Highest(family).Bits;

    internal IEnumerable<Step> Of(Statement.Translate translate)
    {
        var isOther = translate.Family is { } of && of != (family == IpFamily.IPv4 ? "ip" : "ip6");
        if (translate.Kind == "tproxy")
        {
            // Without a socket that waits for it the rule ends; with one the packet keeps its addresses, and the rule goes on.
            return
            [
                new Step.When(
                    isOther ? Condition.Never
                    : translate.Address is Expression.Lookup || translate.Port is Expression.Lookup
                        ? Stateful.At("tproxy", place)
                    : Sockets.WaitsAt(
                        Constant(translate.Address) is { } address
                            ? new Address(family, address)
                            : null,
                        Constant(translate.Port) ?? 0
                    )
                ),
            ];
        }
        if (isOther)
        {
            return [];
        }
        var isSource = translate.Kind is "snat" or "masquerade";
        var steps = new List<Step>();
        foreach (
            var lookup in new[] { translate.Address, translate.Port }.OfType<Expression.Lookup>()
        )
        {
            steps.AddRange(
                matches.Questions.Presences(lookup).Select(presence => new Step.When(presence))
            );
            steps.Add(new Step.When(Found(lookup)));
        }
        steps.AddRange(Changed(isSource, Addresses(translate), Ports(translate)));
        if (translate.Kind == "redirect")
        {
            steps.Add(new Step.Assign(PacketField.DestinationType, 15, Local));
        }
        steps.Add(new Step.Decide(new Verdict.Accept()));
        return steps;
    }

    /// <summary>Null for none.</summary>
    private static UInt128? Constant(Expression? value) =>
        value is not null && SetEvaluator.Ends(value) is var (first, _) ? first : null;

    /// <summary>Where a map has nothing for a packet the rule ends.</summary>
    private Condition Found(Expression.Lookup lookup) =>
        matches.Mapped(lookup) is { } cases
            ? new Condition.AnyOf(cases.Select(one => one.Where).ToEquatableArray())
            : matches.Unknown(lookup.Key, "map", lookup.Map);

    private List<Given> Addresses(Statement.Translate translate)
    {
        switch (translate.Kind)
        {
            case "masquerade":
                return [Any(Whole)];
            // What comes in goes to an address of its interface, what the host sends itself to that of loopback.
            case "redirect":
                var own = Address.Parse(family == IpFamily.IPv4 ? "127.0.0.1" : "::1").Bits;
                return hooks.Count == 1 && hooks.Contains("output")
                    ? [new Given(Condition.Always, new ValueRange(own, own), Whole)]
                    : [Any(Whole)];
            default:
                return Given(translate.Address, 0, Whole, translate.IsPrefix);
        }
    }

    private List<Given> Ports(Statement.Translate translate)
    {
        if (translate.Port is { } port)
        {
            return Given(port, 0, ushort.MaxValue, isPrefix: false);
        }
        if (translate.Address is Expression.Lookup lookup)
        {
            var cases = matches.Mapped(lookup);
            return
                cases is null
                || cases.Any(one => one.Data is Expression.Concatenation { Parts.Count: > 1 })
                ? Given(lookup, 1, ushort.MaxValue, isPrefix: false)
                : [];
        }
        return
            translate.Kind is "snat" or "masquerade"
            && translate.Flags.Any(flag => flag is "random" or "fully-random")
            ? [new Given(Condition.Always, AnyPort, ushort.MaxValue)]
            : [];
    }

    /// <param name="value">A constant, or a map.</param>
    /// <param name="part">Which part of a map's values, where they have parts.</param>
    /// <param name="highest">The field's highest value.</param>
    /// <param name="isPrefix">Whether only the bits of a prefix are given.</param>
    private List<Given> Given(Expression? value, int part, UInt128 highest, bool isPrefix)
    {
        if (value is null)
        {
            return [];
        }
        if (value is not Expression.Lookup lookup)
        {
            return [Of(Condition.Always, value, highest, isPrefix)];
        }
        return matches.Mapped(lookup) is { } cases
            ?
            [
                .. cases.Select(one =>
                    Of(
                        one.Where,
                        one.Data is Expression.Concatenation(var parts)
                            ? parts.ElementAtOrDefault(part)
                            : one.Data,
                        highest,
                        isPrefix
                    )
                ),
            ]
            : [Any(highest)];
    }

    private static Given Of(Condition where, Expression? value, UInt128 highest, bool isPrefix)
    {
        if (value is null || SetEvaluator.Ends(value) is not var (first, last) || last > highest)
        {
            return Any(highest) with { Where = where };
        }
        return isPrefix && value is Expression.Prefix(_, var length)
            ? new Given(
                where,
                new ValueRange(first, first),
                highest & ~Datatype.Ones((highest > uint.MaxValue ? 128 : 32) - length)
            )
            : new Given(where, new ValueRange(first, last), highest);
    }

    private static Given Any(UInt128 highest) =>
        new(Condition.Always, new ValueRange(0, highest), highest);

    private IEnumerable<Step> Changed(bool isSource, List<Given> addresses, List<Given> ports)
    {
        var (address, port, type, done, changed) = isSource
            ? (
                PacketField.SourceAddress,
                PacketField.SourcePort,
                PacketField.SourceType,
                TrackingStatus.SourceNatDone,
                TrackingStatus.SourceNat
            )
            : (
                PacketField.DestinationAddress,
                PacketField.DestinationPort,
                PacketField.DestinationType,
                TrackingStatus.DestinationNatDone,
                TrackingStatus.DestinationNat
            );
        var asksChanged = addresses
            .Concat(ports)
            .Any(one =>
                MatchTranslation.Asks(one.Where, address)
                || MatchTranslation.Asks(one.Where, port)
                || MatchTranslation.Asks(one.Where, type)
                || MatchTranslation.Asks(one.Where, PacketField.ConnectionStatus)
            );
        if (asksChanged)
        {
            (addresses, ports) = (Together(addresses, Whole), Together(ports, ushort.MaxValue));
        }
        // Marked first: whether it is changed is told by what it was.
        yield return new Step.Assign(PacketField.ConnectionStatus, (uint)done, (uint)done);
        yield return new Step.Assign(PacketField.ConnectionStatus, (uint)changed, (uint)changed)
        {
            Where = new Condition.AllOf([
                .. Unchanged(address, addresses),
                .. Unchanged(port, ports),
            ]).Opposite(),
        };
        foreach (var given in addresses)
        {
            yield return given.To(address);
        }
        foreach (var given in ports)
        {
            yield return given.To(port);
        }
        if (addresses.Count > 0)
        {
            yield return new Step.Forget(type, [AnyType]);
        }
    }

    /// <summary>All that several cases give, as one: where a map asks what is changed, no case can be changed behind the other.</summary>
    private static List<Given> Together(List<Given> cases, UInt128 highest) =>
        cases.Count < 2
            ? [.. cases.Select(one => one with { Where = Condition.Always })]
            : [Any(highest)];

    private static IEnumerable<Condition> Unchanged(PacketField field, List<Given> cases) =>
        cases.Count == 0
            ? []
            :
            [
                new Condition.AnyOf(
                    cases
                        .Select(one => (Condition)new Condition.AllOf([one.Where, one.IsOf(field)]))
                        .ToEquatableArray()
                ),
            ];
}
