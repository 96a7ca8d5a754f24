using System.Collections.Frozen;
using Hardening.Addresses;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Rulesets.Iptables;

namespace Hardening.Analysis.Translation.Iptables;

/// <summary>The target of a rule as steps (iptables-extensions(8), "Target extensions").</summary>
/// <param name="scope">The rule.</param>
/// <param name="options">The target's own options.</param>
internal sealed class TargetTranslation(RuleScope scope, EquatableArray<RuleOption> options)
{
    /// <summary>They change nothing that rules ask, or nothing but counters, logs and sets, and the packet goes on.</summary>
    private static readonly FrozenSet<string> Passing = new[]
    {
        "AUDIT",
        "CHECKSUM",
        "CLASSIFY",
        "CONNSECMARK",
        "IDLETIMER",
        "LED",
        "LOG",
        "NFLOG",
        "RATEEST",
        "SECMARK",
        "TCPMSS",
        "TCPOPTSTRIP",
        "TEE",
        "TRACE",
        "ULOG",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>A packet that this host sent itself over loopback has its connection already, and keeps it (xt_CT.c).</summary>
    private static readonly Step Untracked = new Step.Assign(
        PacketField.ConnectionState,
        0xff,
        (int)TrackingState.Untracked
    )
    {
        Where = new Condition.AllOf([
            new Condition.Named(PacketField.InInterface, "lo"),
            Tracking.IsTracked,
        ]).Opposite(),
    };

    internal IEnumerable<Step> Of(RuleOption target)
    {
        var name = target.Argument;
        if (target.Name == "-g")
        {
            return [new Step.Decide(new Verdict.Goto(Existing(name)))];
        }
        return scope.Table.Chains.Contains(name)
            ? Decided(new Verdict.Jump(name))
            : name switch
            {
                "ACCEPT" => Decided(new Verdict.Accept()),
                "DROP" => Decided(new Verdict.Drop()),
                "RETURN" => Decided(new Verdict.Return()),
                "REJECT" => Decided(new Verdict.Reject(Find("--reject-with")?.Argument ?? "")),
                "MARK" or "CONNMARK" or "HMARK" => new MarkTarget(scope, options).Of(name),
                "NOTRACK" => [Untracked],
                "CT" => Find("--notrack") is null ? [] : [Untracked],
                "DNAT" or "REDIRECT" or "SNAT" or "MASQUERADE" or "NETMAP" => new NatTarget(
                    scope,
                    options
                ).Of(name),
                "SNPT" or "DNPT" => new NatTarget(scope, options).Prefix(name),
                "DSCP" or "TOS" or "ECN" or "TTL" or "HL" => new HeaderTarget(scope, options).Of(
                    name
                ),
                // With --map-set the set says the packet's mark.
                "SET" => Find("--map-set") is null ? [] : [MarkTarget.Any(PacketField.Mark)],
                "SYNPROXY" => [StolenHandshake],
                "CLUSTERIP" =>
                [
                    new Step.Choose([
                        new Step.Case(Stateful.At(name, scope.Place, name), new Verdict.Drop()),
                    ]),
                ],
                "TPROXY" =>
                [
                    new Step.Choose([
                        new Step.Case(HasProxySocket().Opposite(), new Verdict.Drop()),
                    ]),
                    .. new MarkTarget(scope, options).OfProxy(),
                    new Step.Decide(new Verdict.Accept()),
                ],
                "NFQUEUE" or "QUEUE" => Decided(
                    new Verdict.HandedOn(Stateful.Queue(QueueText, scope.Place))
                ),
                _ when Passing.Contains(name) => [],
                _ when IsLikeTarget(name) => Decided(
                    new Verdict.HandedOn(Stateful.At(name, scope.Place, name))
                ),
                _ => Decided(new Verdict.Jump(Existing(name))),
            };
    }

    /// <summary>Without a socket that waits for it a packet is dropped (xt_TPROXY.c).</summary>
    private Condition HasProxySocket() =>
        Sockets.WaitsAt(
            Find("--on-ip") is { } ip
                ? Address.TryParse(ip.Argument, out var address, out _)
                    ? address.Bits == 0
                        ? null
                        : address
                    : throw scope.Refused(ip, "an address")
                : null,
            Find("--on-port") is { } port
                ? Numeral.Find(port.Argument) ?? throw scope.Refused(port, "a port")
                : 0
        );

    /// <summary>It answers SYNs, and the ACKs that answer those, itself, and speaks to the host only once a client is proved; other packets pass (xt_SYNPROXY.c).</summary>
    private static Step.Choose StolenHandshake { get; } =
        new([
            new Step.Case(
                new Condition.AnyOf([
                    new Condition.BitsAre(PacketField.TcpFlags, 0x17, 0x02),
                    new Condition.BitsAre(PacketField.TcpFlags, 0x17, 0x10),
                ]),
                new Verdict.HandedOn(Stateful.IsProxied)
            ),
        ]);

    /// <summary>Where NFQUEUE hands packets to, in the words of nft(8).</summary>
    private string QueueText
    {
        get
        {
            var flags = new[] { ("--queue-bypass", "bypass"), ("--queue-cpu-fanout", "fanout") }
                .Where(flag => Find(flag.Item1) is not null)
                .Select(flag => flag.Item2)
                .ToList();
            var to =
                Find("--queue-balance")?.Argument.Replace(':', '-')
                ?? Find("--queue-num")?.Argument
                ?? "0";
            return $"queue {(flags.Count == 0 ? "" : $"flags {string.Join(',', flags)} ")}to {to}";
        }
    }

    private static IEnumerable<Step> Decided(Verdict verdict) => [new Step.Decide(verdict)];

    /// <summary>Modules that nobody here knows are named so; chains are not.</summary>
    private static bool IsLikeTarget(string name) =>
        name.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter));

    private RuleOption? Find(string name) => options.FirstOrDefault(option => option.Name == name);

    private string Existing(string chain) =>
        scope.Table.Chains.Contains(chain)
            ? chain
            : throw scope.Refused(
                chain,
                "a target of iptables-extensions(8) or a chain of the same table"
            );
}
