using Hardening.Addresses;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Rulesets;
using Hardening.Rulesets.Iptables;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>The target of a rule as steps (iptables-extensions(8), "Target extensions").</summary>
/// <param name="family">Whose packets.</param>
/// <param name="place">The rule.</param>
/// <param name="chains">The names of the table's chains.</param>
internal sealed class TargetTranslation(
    IpFamily family,
    RulePlace place,
    IReadOnlySet<string> chains
)
{
    /// <summary>They change nothing that rules ask, or nothing but counters, logs and sets, and the packet goes on.</summary>
    private static readonly HashSet<string> Passing = new(StringComparer.Ordinal)
    {
        "AUDIT",
        "CHECKSUM",
        "CLASSIFY",
        "CLUSTERIP",
        "CONNSECMARK",
        "HMARK",
        "IDLETIMER",
        "LED",
        "LOG",
        "NFLOG",
        "RATEEST",
        "SECMARK",
        "SET",
        "SYNPROXY",
        "TCPMSS",
        "TCPOPTSTRIP",
        "TEE",
        "TRACE",
        "ULOG",
    };

    internal IEnumerable<Step> Of(RuleOption target, EquatableArray<RuleOption> options)
    {
        var name = target.Argument;
        if (target.Name == "-g")
        {
            return [new Step.Decide(new Verdict.Goto(Existing(name)))];
        }
        return name switch
        {
            "ACCEPT" => Decided(new Verdict.Accept()),
            "DROP" => Decided(new Verdict.Drop()),
            "RETURN" => Decided(new Verdict.Return()),
            "REJECT" => Decided(new Verdict.Reject(Argument(options, "--reject-with") ?? "")),
            "MARK" => Mark(PacketField.Mark, options),
            "CONNMARK" => Mark(PacketField.ConnectionMark, options),
            "NOTRACK" => [Untracked],
            "CT" when options.Any(option => option.Name == "--notrack") => [Untracked],
            "CT" => [],
            "DNAT" => Redirected(Argument(options, "--to-destination") ?? ""),
            "REDIRECT" => Redirected(":" + Argument(options, "--to-ports")),
            "SNAT" or "MASQUERADE" or "NETMAP" => Decided(new Verdict.Accept()),
            "DSCP" when Numeral.Find(Argument(options, "--set-dscp") ?? "") is { } dscp =>
            [
                new Step.Assign(PacketField.Dscp, 0x3f, dscp),
            ],
            "DSCP" or "TOS" => [new Step.Forget(PacketField.Dscp, [new ValueRange(0, 0x3f)])],
            "ECN" => [new Step.Forget(PacketField.Ecn, [new ValueRange(0, 3)])],
            "TTL" or "HL" => [new Step.Forget(PacketField.TimeToLive, [new ValueRange(0, 0xff)])],
            _ when chains.Contains(name) => Decided(new Verdict.Jump(name)),
            _ when Passing.Contains(name) => [],
            "NFQUEUE" or "QUEUE" or "TPROXY" => Decided(new Verdict.HandedOn(name)),
            _ when name.All(letter =>
                    char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter)
                ) => Decided(new Verdict.HandedOn(name)),
            _ => Decided(new Verdict.Jump(Existing(name))),
        };
    }

    private static Step Untracked { get; } =
        new Step.Assign(PacketField.ConnectionState, 0xff, (int)TrackingState.Untracked);

    private static IEnumerable<Step> Decided(Verdict verdict) => [new Step.Decide(verdict)];

    private static string? Argument(EquatableArray<RuleOption> options, string name) =>
        options.FirstOrDefault(option => option.Name == name)?.Argument;

    private string Existing(string chain) =>
        chains.Contains(chain)
            ? chain
            : throw new InputException(
                new InputError(
                    place.File,
                    place.Line,
                    1,
                    $"found the target {Quotation.Of(chain)}, expected a target of iptables-extensions(8) or a chain of the same table"
                )
            );

    private static IEnumerable<Step> Mark(PacketField field, EquatableArray<RuleOption> options)
    {
        foreach (var option in options)
        {
            var parts = option.Argument.Split('/');
            var value = Numeral.Find(parts[0]);
            var mask = parts.Length == 1 ? uint.MaxValue : Numeral.Find(parts[^1]);
            if (
                option.Name is "--set-xmark" or "--set-mark"
                && value is { } bits
                && mask is { } which
                && (option.Name == "--set-mark" || (bits & ~which) == 0)
            )
            {
                return [new Step.Assign(field, which | bits, bits)];
            }
            if (option.Name == "--or-mark" && value is { } set)
            {
                return [new Step.Assign(field, set, set)];
            }
            if (option.Name == "--and-mark" && value is { } kept)
            {
                return [new Step.Assign(field, ~kept, 0)];
            }
            if (option.Name == "--save-mark")
            {
                return [Forgotten(PacketField.ConnectionMark)];
            }
            if (option.Name == "--restore-mark")
            {
                return [Forgotten(PacketField.Mark)];
            }
        }
        return [Forgotten(field)];
    }

    private static Step Forgotten(PacketField field) =>
        new Step.Forget(field, [new ValueRange(0, uint.MaxValue)]);

    /// <summary>To <c>ADDRESS[-ADDRESS][:PORT[-PORT]]</c>, IPv6 in brackets where a port follows.</summary>
    private IEnumerable<Step> Redirected(string to)
    {
        var colon = to.LastIndexOf(':');
        var hasPort = colon >= 0 && (family == IpFamily.IPv4 || colon == 0 || to[colon - 1] == ']');
        var addresses = (hasPort ? to[..colon] : to).Trim('[', ']');
        var ports = hasPort ? to[(colon + 1)..].Split('/')[0] : string.Empty;
        if (addresses.Length > 0)
        {
            yield return Set(
                PacketField.DestinationAddress,
                addresses
                    .Split('-')
                    .Select(text =>
                        Address.TryParse(text.Trim('[', ']'), out var address, out _)
                            ? address.Bits
                            : (UInt128?)null
                    ),
                Address.Highest(family).Bits
            );
        }
        if (ports.Length > 0)
        {
            yield return Set(
                PacketField.DestinationPort,
                ports.Split('-').Select(text => (UInt128?)PortNumbers.Find(text)),
                ushort.MaxValue
            );
        }
        yield return new Step.Decide(new Verdict.Accept());
    }

    private static Step Set(PacketField field, IEnumerable<UInt128?> ends, UInt128 highest)
    {
        var known = ends.ToList();
        return known.Exists(end => end is null) || known[^1] < known[0]
                ? new Step.Forget(field, [new ValueRange(0, highest)])
            : known[0] == known[^1] ? new Step.Assign(field, highest, known[0].GetValueOrDefault())
            : new Step.Forget(
                field,
                [new ValueRange(known[0].GetValueOrDefault(), known[^1].GetValueOrDefault())]
            );
    }
}
