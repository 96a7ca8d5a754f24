using System.Collections.Immutable;
using CsCheck;
using Hardening.Addresses;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Walks;
using Hardening.Rulesets;

namespace Hardening.Tests.Analysis;

/// <summary>Random filters, and packets that lie at the edges of what such filters ask.</summary>
internal static class FilterGenerator
{
    /// <summary>Rules stand in so many lines: what is asked at a place is asked again elsewhere now and then.</summary>
    private const int Lines = 3;

    private static readonly string[] Interfaces = ["lo", "eth0", "eth1", "wlan0", "et", ""];
    private static readonly string[] UnknownTexts = ["limit", "set match"];

    private static readonly (PacketField Field, uint[] Values)[] Fields =
    [
        (PacketField.L4Protocol, [1, 6, 17]),
        (PacketField.DestinationPort, [0, 110, 111, 112, 2049, 65535]),
        (PacketField.SourcePort, [0, 1023, 1024, 65535]),
        (
            PacketField.SourceAddress,
            [0, 0x0a000001, 0x0a0000ff, 0x7f000001, 0xc0a80101, 0xffffffff]
        ),
        (PacketField.DestinationAddress, [0x0a000001, 0xc0a8010a]),
        (PacketField.ConnectionState, [8, 8, 1, 2, 4, 64]),
        (PacketField.ConnectionStatus, [0, 0, 0x20, 0x130, 0x8e]),
        (PacketField.ConnectionDirection, [0, 1]),
        (PacketField.TcpFlags, [0, 2, 0x12, 0x29]),
        (PacketField.Fragment, [0, 0, 1, 2]),
        (PacketField.Mark, [0, 1, 2, 3, 0xff]),
        (PacketField.ConnectionMark, [0, 1, 0xfe]),
        (PacketField.TimeToLive, [0, 1, 64, 254, 255]),
        (PacketField.DestinationType, [1, 2, 5]),
    ];

    private static readonly PacketField[] NameFields =
    [
        PacketField.InInterface,
        PacketField.BridgePortIn,
    ];

    /// <summary>
    /// Three chains beside the base chains, none of which leads back; a table with two chains of one hook and one priority, and two
    /// tables with chains of nat at one hook.
    /// </summary>
    internal static Gen<PacketFilter> Filters =>
        from chains in Rules(["b", "c"])
            .Array[0, 4]
            .Select(Rules(["c"]).Array[0, 4], Rules([]).Array[0, 4])
        from bases in Rules(["a", "b", "c"])
            .Array[0, 4]
            .Select(Rules(["a", "c"]).Array[0, 3], Rules(["b"]).Array[0, 2])
        from nats in NatRules.Array[0, 2].Select(NatRules.Array[0, 2], Rules([]).Array[0, 2])
        from drops in Gen.Bool.Array[6]
        select new PacketFilter(
            IpFamily.IPv4,
            [
                new ChainTable(
                    "ip test",
                    [
                        new Chain("a", [.. chains.Item1]),
                        new Chain("b", [.. chains.Item2]),
                        new Chain("c", [.. chains.Item3]),
                        new Chain("input", [.. bases.Item1]),
                        new Chain("early", [.. bases.Item2]),
                        new Chain("too", [.. bases.Item3]),
                        new Chain("nat", [.. nats.Item1]),
                    ],
                    [
                        Base("input", ChainKind.Filter, HookPoint.Input, 0, drops[0]),
                        Base("too", ChainKind.Filter, HookPoint.Input, 0, drops[1]),
                        Base("early", ChainKind.Filter, HookPoint.Prerouting, -300, drops[2]),
                        Base("nat", ChainKind.Nat, HookPoint.Prerouting, -100, drops[3]),
                    ]
                ),
                new ChainTable(
                    "ip other",
                    [new Chain("nat", [.. nats.Item2]), new Chain("late", [.. nats.Item3])],
                    [
                        Base("nat", ChainKind.Nat, HookPoint.Prerouting, -150, drops[4]),
                        Base("late", ChainKind.Filter, HookPoint.Prerouting, -100, drops[5]),
                    ]
                ),
            ]
        );

    internal static Gen<Packet> Packets =>
        from values in Gen.Int[0, int.MaxValue].Array[Fields.Length]
        from names in Chosen.From(Interfaces).Array[NameFields.Length]
        from answers in Gen.Bool.Array[UnknownTexts.Length + Lines]
        select new Packet(IpFamily.IPv4)
        {
            Fields = Fields
                .Index()
                .ToDictionary(
                    one => one.Item.Field,
                    one => (UInt128)one.Item.Values[values[one.Index] % one.Item.Values.Length]
                )
                .ToImmutableDictionary(),
            Names = NameFields
                .Zip(names)
                .ToImmutableDictionary(one => one.First, one => one.Second),
            Answers = UnknownTexts
                .Concat(
                    Enumerable
                        .Range(0, Lines)
                        .Select(line => (Queue with { Place = Place(line) }).Name)
                )
                .Zip(answers)
                .ToImmutableDictionary(one => one.First, one => one.Second),
        };

    /// <summary>What fields become where no rule tells, by the names of those unknowns.</summary>
    internal static Gen<ImmutableDictionary<string, UInt128>> Becoming =>
        Gen.Int[0, int.MaxValue]
            .Array[Fields.Length * (Lines + 1)]
            .Select(picks =>
                Fields
                    .SelectMany(asked =>
                        Enumerable
                            .Range(0, Lines)
                            .Select(line => PlacedUnknown.Becomes(asked.Field, Place(line)))
                            .Append(PlacedUnknown.BecomesByNat(asked.Field))
                            .Select(name => (Name: name, asked.Values))
                    )
                    .Zip(picks)
                    .ToImmutableDictionary(
                        one => one.First.Name,
                        one => (UInt128)one.First.Values[one.Second % one.First.Values.Length]
                    )
            );

    internal static Gen<Condition> Conditions => Deep(2);

    private static Gen<Condition> Leaves =>
        Gen.Frequency(
            (
                6,
                from at in Gen.Int[0, Fields.Length - 1]
                from ends in Gen.Int[0, int.MaxValue].Array[2]
                let values = Fields[at].Values
                let low = values[ends[0] % values.Length]
                let high = values[ends[1] % values.Length]
                select Condition.Between(Fields[at].Field, Math.Min(low, high), Math.Max(low, high))
            ),
            (
                2,
                from at in Gen.Int[0, Fields.Length - 1]
                from mask in Gen.UInt
                from value in Gen.Int[0, int.MaxValue]
                select (Condition)
                    new Condition.BitsAre(
                        Fields[at].Field,
                        mask,
                        mask & Fields[at].Values[value % Fields[at].Values.Length]
                    )
            ),
            (
                2,
                from asked in Chosen.From(NameFields)
                from name in Chosen.From(Interfaces)
                from isPrefix in Gen.Bool
                select (Condition)new Condition.Named(asked, name, isPrefix)
            ),
            (1, Chosen.From(UnknownTexts).Select(text => (Condition)new Condition.Unmodelled(text)))
        );

    private static Gen<Condition> Deep(int levels) =>
        levels == 0
            ? Leaves
            : Gen.Frequency(
                (4, Leaves),
                (2, Deep(levels - 1).Select(condition => condition.Opposite())),
                (
                    1,
                    Deep(levels - 1)
                        .Array[0, 3]
                        .Select(all => (Condition)new Condition.AllOf([.. all]))
                ),
                (
                    1,
                    Deep(levels - 1)
                        .Array[0, 3]
                        .Select(any => (Condition)new Condition.AnyOf([.. any]))
                )
            );

    private static Gen<Rule> Rules(string[] below) =>
        from steps in Steps(below).Array[1, 3]
        from line in Gen.Int[0, Lines - 1]
        select new Rule([.. steps], Place(line)).WithUnknowns(one =>
            one.Place is null ? one : one with { Place = Place(line) }
        );

    /// <summary>As DNAT and REDIRECT are translated.</summary>
    private static Gen<Rule> NatRules =>
        from condition in Conditions
        from port in Chosen.From<uint>(111, 2049)
        from isKnown in Gen.Bool
        from line in Gen.Int[0, Lines - 1]
        select new Rule(
            [
                new Step.When(condition),
                new Step.Assign(PacketField.ConnectionStatus, 0x100, 0x100),
                new Step.Assign(PacketField.ConnectionStatus, 0x20, 0x20)
                {
                    Where = Condition.Is(PacketField.DestinationPort, port).Opposite(),
                },
                isKnown
                    ? new Step.Assign(PacketField.DestinationPort, ushort.MaxValue, port)
                    : new Step.Forget(
                        PacketField.DestinationPort,
                        [new ValueRange(0, ushort.MaxValue)]
                    ),
                new Step.Decide(new Verdict.Accept()),
            ],
            Place(line)
        );

    private static Gen<Step> Steps(string[] below) =>
        Gen.Frequency(
            (8, Conditions.Select(condition => (Step)new Step.When(condition))),
            (2, Changes),
            (6, Verdicts(below).Select(verdict => (Step)new Step.Decide(verdict))),
            (
                2,
                from condition in Conditions
                from verdict in Verdicts(below)
                select (Step)new Step.Choose([new Step.Case(condition, verdict)])
            )
        );

    private static Gen<Step> Changes =>
        from change in Gen.Frequency(
            (
                3,
                from asked in Chosen.From(PacketField.Mark, PacketField.DestinationPort)
                from mask in Chosen.From<uint>(0xffff, 1, 0xfe)
                from value in Chosen.From<uint>(0, 1, 111, 0x0f)
                select (Step.Change)new Step.Assign(asked, mask, value & mask)
            ),
            (
                2,
                from isSaved in Gen.Bool
                from masks in Chosen.From<uint>(0, 1, 0xfe, ~0xffu, uint.MaxValue).Array[3]
                // Both marks in more than a few bits is more than a diagram can bear.
                let take = masks[0] == uint.MaxValue
                    ? masks[1] & 0xff
                    : masks[1] & (0xff | ~masks[0])
                let asked = isSaved ? PacketField.ConnectionMark : PacketField.Mark
                let other = isSaved ? PacketField.Mark : PacketField.ConnectionMark
                select (Step.Change)
                    new Step.Mix(asked, new FieldCombination(masks[0], other, take, masks[2]))
            ),
            (
                1,
                Gen.Int[-2, 2]
                    .Select(number =>
                        (Step.Change)
                            new Step.Increase(PacketField.TimeToLive, number, byte.MaxValue)
                    )
            ),
            (
                1,
                Chosen
                    .From(PacketField.Mark, PacketField.DestinationAddress)
                    .Select(asked =>
                        (Step.Change)new Step.Forget(asked, [new ValueRange(0, uint.MaxValue)])
                    )
            )
        )
        from those in Gen.Frequency((3, Gen.Const(Condition.Always)), (1, Leaves))
        select (Step)(change with { Where = those });

    private static Gen<Verdict> Verdicts(string[] below)
    {
        var plain = Chosen.From<Verdict>(
            new Verdict.Accept(),
            new Verdict.Accept(),
            new Verdict.Drop(),
            new Verdict.Reject("tcp-reset"),
            new Verdict.Return(),
            new Verdict.HandedOn(Queue)
        );
        return below.Length == 0
            ? plain
            : Gen.Frequency(
                (3, plain),
                (2, Chosen.From(below).Select(name => (Verdict)new Verdict.Jump(name))),
                (1, Chosen.From(below).Select(name => (Verdict)new Verdict.Goto(name)))
            );
    }

    /// <summary>A rule that hands packets on is given its place when it is put there.</summary>
    private static Condition.Unmodelled Queue { get; } =
        new("queue") { Place = new RulePlace("nowhere", 0, "") };

    private static RulePlace Place(int line) => new("test", line, "rule");

    private static BaseChain Base(
        string name,
        ChainKind kind,
        HookPoint hook,
        int priority,
        bool drops
    ) =>
        new(
            name,
            kind,
            hook,
            priority,
            drops ? new Verdict.Drop() : new Verdict.Accept(),
            new RulePlace("test", 0, "policy")
        );
}
