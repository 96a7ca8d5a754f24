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
    private static readonly string[] Interfaces = ["lo", "eth0", "eth1", "wlan0", "et"];
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
        (PacketField.ConnectionState, [1, 2, 4, 8, 64]),
        (PacketField.TcpFlags, [0, 2, 0x12, 0x29]),
        (PacketField.Mark, [0, 1, 2, 3, 0xff]),
    ];

    /// <summary>Three chains beside the base chains, none of which leads back.</summary>
    internal static Gen<PacketFilter> Filters =>
        from chains in Rules(["b", "c"])
            .Array[0, 4]
            .Select(Rules(["c"]).Array[0, 4], Rules([]).Array[0, 4])
        from input in Rules(["a", "b", "c"]).Array[0, 5]
        from early in Rules(["a", "c"]).Array[0, 3]
        from nat in Rules(["b"]).Array[0, 2]
        from drops in Gen.Bool.Array[3]
        select new PacketFilter(
            IpFamily.IPv4,
            [
                new ChainTable(
                    "ip test",
                    [
                        new Chain("a", [.. chains.Item1]),
                        new Chain("b", [.. chains.Item2]),
                        new Chain("c", [.. chains.Item3]),
                        new Chain("input", [.. input]),
                        new Chain("early", [.. early]),
                        new Chain("nat", [.. nat]),
                    ],
                    [
                        Base("input", ChainKind.Filter, HookPoint.Input, 0, drops[0]),
                        Base("early", ChainKind.Filter, HookPoint.Prerouting, -300, drops[1]),
                        Base("nat", ChainKind.Nat, HookPoint.Prerouting, -100, drops[2]),
                    ]
                ),
            ]
        );

    internal static Gen<Packet> Packets =>
        from values in Gen.Int[0, int.MaxValue].Array[Fields.Length]
        from name in Chosen.From(Interfaces)
        from answers in Gen.Bool.Array[2]
        select new Packet(IpFamily.IPv4)
        {
            Fields = Fields
                .Index()
                .ToDictionary(
                    one => one.Item.Field,
                    one => (UInt128)one.Item.Values[values[one.Index] % one.Item.Values.Length]
                )
                .ToImmutableDictionary(),
            Names = ImmutableDictionary<PacketField, string>.Empty.Add(
                PacketField.InInterface,
                name
            ),
            Answers = UnknownTexts
                .Zip(answers)
                .ToImmutableDictionary(one => one.First, one => one.Second),
        };

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
                select (Condition)
                    new Condition.Among(
                        Fields[at].Field,
                        [new ValueRange(Math.Min(low, high), Math.Max(low, high))]
                    )
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
                from name in Chosen.From(Interfaces)
                from isPrefix in Gen.Bool
                select (Condition)new Condition.Named(PacketField.InInterface, name, isPrefix)
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
        select new Rule([.. steps], new RulePlace("test", 1, "rule"));

    private static Gen<Step> Steps(string[] below) =>
        Gen.Frequency(
            (4, Conditions.Select(condition => (Step)new Step.When(condition))),
            (
                1,
                from field in Chosen.From(PacketField.Mark, PacketField.DestinationPort)
                from mask in Chosen.From<uint>(0xffff, 1, 0xfe)
                from value in Chosen.From<uint>(0, 1, 111, 0x0f)
                select (Step)new Step.Assign(field, mask, value & mask)
            ),
            (3, Verdicts(below).Select(verdict => (Step)new Step.Decide(verdict))),
            (
                1,
                from condition in Conditions
                from verdict in Verdicts(below)
                select (Step)new Step.Choose([new Step.Case(condition, verdict)])
            )
        );

    private static Gen<Verdict> Verdicts(string[] below)
    {
        var plain = Chosen.From<Verdict>(
            new Verdict.Accept(),
            new Verdict.Drop(),
            new Verdict.Reject("tcp-reset"),
            new Verdict.Return()
        );
        return below.Length == 0
            ? plain
            : Gen.Frequency(
                (3, plain),
                (2, Chosen.From(below).Select(name => (Verdict)new Verdict.Jump(name))),
                (1, Chosen.From(below).Select(name => (Verdict)new Verdict.Goto(name)))
            );
    }

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
