using System.Globalization;
using Hardening.Addresses;
using Hardening.Analysis.Flows;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Walks;
using Hardening.Rulesets;
using Hardening.Tests.Analysis.Translation.Iptables;

namespace Hardening.Tests.Analysis.Semantics;

public sealed class ChainTests
{
    private const int Deep = 10_000;

    [Fact]
    public void Of_two_chains_with_one_priority_the_one_that_was_made_last_is_asked_first() =>
        Filter(
                Table("a", Base("first", ChainKind.Filter, 0), Base("second", ChainKind.Filter, 0)),
                Table(
                    "b",
                    Base("third", ChainKind.Filter, 0),
                    Base("earlier", ChainKind.Filter, -1)
                )
            )
            .Along(HookPoint.Prerouting)
            .Select(met => met.Chain.Chain)
            .Should()
            .Equal("earlier", "third", "second", "first");

    [Fact]
    public void Chains_of_nat_are_asked_where_the_kernel_has_nat_whatever_their_priority() =>
        Filter(
                Table("a", Base("late", ChainKind.Nat, -50), Base("early", ChainKind.Nat, -190)),
                Table(
                    "b",
                    Base("before", ChainKind.Filter, -150),
                    Base("after", ChainKind.Filter, -99)
                )
            )
            .Along(HookPoint.Prerouting)
            .Select(met => met.Chain.Chain)
            .Should()
            .Equal("before", "early", "late", "after");

    [Theory]
    [InlineData("ACCEPT")]
    [InlineData("MARK --set-mark 1")]
    public void Ten_thousand_nested_jumps_are_followed_to_their_end(string last)
    {
        var filter = TranslatedRule.Read(
            "*filter\n:INPUT DROP [0:0]\n"
                + string.Concat(Numbered(":c{0} - [0:0]\n"))
                + "-A INPUT -j c0\n-A INPUT -m mark --mark 1 -j ACCEPT\n"
                + string.Concat(
                    Enumerable
                        .Range(0, Deep - 1)
                        .Select(at =>
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"-A c{at} -p tcp -j c{at + 1}\n"
                            )
                        )
                )
                + $"-A c{Deep - 1} -j {last}\nCOMMIT\n"
        );

        var (through, space) = Through(filter);

        through
            .Should()
            .Be(
                space.OneOf(PacketField.L4Protocol, new ValueRange(6, 6))
                    | space.OneOf(PacketField.Mark, new ValueRange(1, 1))
            );
        new Walk(filter)
            .Take(new Packet(IpFamily.IPv4).With(PacketField.L4Protocol, 255, 6), HookPoint.Input)
            .IsThrough.Should()
            .BeTrue();
    }

    [Fact]
    public void Ten_thousand_chains_that_go_round_in_a_circle_are_named()
    {
        var filter = TranslatedRule.Read(
            "*filter\n:INPUT ACCEPT [0:0]\n"
                + string.Concat(Numbered(":c{0} - [0:0]\n"))
                + "-A INPUT -j c0\n"
                + string.Concat(
                    Enumerable
                        .Range(0, Deep)
                        .Select(at =>
                            string.Create(
                                CultureInfo.InvariantCulture,
                                $"-A c{at} -j c{(at + 1) % Deep}\n"
                            )
                        )
                )
                + "COMMIT\n"
        );

        FluentActions
            .Invoking(() => Through(filter))
            .Should()
            .Throw<ChainLoopException>()
            .Where(loop => loop.Circle.Count == Deep + 1)
            .WithMessage("*: chains go round in a circle: * -> … (* more) -> *")
            .Which.Message.Length.Should()
            .BeLessThan(1000);
    }

    [Fact]
    public void A_chain_that_is_not_there_is_named_with_the_one_that_leads_to_it() =>
        FluentActions
            .Invoking(() =>
                Through(
                    Filter(
                        new ChainTable(
                            "ip a",
                            [
                                new Chain(
                                    "input",
                                    [
                                        new Rule(
                                            [new Step.Decide(new Verdict.Jump("gone"))],
                                            new RulePlace("test", 1, "rule")
                                        ),
                                    ]
                                ),
                            ],
                            [Base("input", ChainKind.Filter, 0)]
                        )
                    )
                )
            )
            .Should()
            .Throw<MissingChainException>()
            .WithMessage("ip a: the chain input leads to gone, and there is no such chain*");

    /// <summary>Sixty chains, each of which goes to the next twice: two to the sixty ways, and one set for each chain.</summary>
    [Theory]
    [InlineData("-m mark --mark 1 -j DROP")]
    [InlineData("-j MARK --set-xmark 0x1/0x0")]
    public void Chains_that_lead_to_each_other_twice_are_followed_once(string last)
    {
        var filter = TranslatedRule.Read(
            "*filter\n:INPUT ACCEPT [0:0]\n"
                + string.Concat(Enumerable.Range(0, 60).Select(at => $":c{at} - [0:0]\n"))
                + "-A INPUT -j c0\n"
                + string.Concat(
                    Enumerable
                        .Range(0, 59)
                        .Select(at => $"-A c{at} -j c{at + 1}\n-A c{at} -j c{at + 1}\n")
                )
                + $"-A c59 {last}\nCOMMIT\n"
        );

        Through(filter).Through.IsEmpty.Should().BeFalse();
        FluentActions
            .Invoking(() => new Walk(filter).Take(new Packet(IpFamily.IPv4), HookPoint.Input))
            .Should()
            .Throw<WalkTooLongException>();
    }

    private static IEnumerable<string> Numbered(string format) =>
        Enumerable
            .Range(0, Deep)
            .Select(at => string.Format(CultureInfo.InvariantCulture, format, at));

    private static (PacketSet Through, PacketSpace Space) Through(PacketFilter filter)
    {
        var names = NameAtoms.Of(Conditions.In(filter));
        var space = new PacketSpace(IpFamily.IPv4, names.Count);
        var through = new FilterFlow(filter, space, names).Before(
            space.All,
            HookPoint.Prerouting,
            HookPoint.Input
        );
        return (through, space);
    }

    private static PacketFilter Filter(params ChainTable[] tables) =>
        new(IpFamily.IPv4, [.. tables]);

    private static ChainTable Table(string name, params BaseChain[] chains) =>
        new(name, [.. chains.Select(chain => new Chain(chain.Chain, []))], [.. chains]);

    private static BaseChain Base(string name, ChainKind kind, int priority) =>
        new(
            name,
            kind,
            HookPoint.Prerouting,
            priority,
            new Verdict.Accept(),
            new RulePlace("test", 0, "policy")
        );
}
