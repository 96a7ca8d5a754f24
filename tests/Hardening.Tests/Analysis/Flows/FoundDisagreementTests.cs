using System.Collections.Immutable;
using Hardening.Addresses;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Walks;
using Hardening.Rulesets;

namespace Hardening.Tests.Analysis.Flows;

/// <summary>What random filters found, in the smallest form.</summary>
public sealed class FoundDisagreementTests
{
    [Fact]
    public void A_name_that_only_a_change_asks_for_is_told_apart()
    {
        var place = new RulePlace("test", 0, "rule");
        var filter = new PacketFilter(
            IpFamily.IPv4,
            [
                new ChainTable(
                    "ip test",
                    [
                        new Chain(
                            "early",
                            [
                                new Rule(
                                    [
                                        new Step.Assign(PacketField.Mark, 1, 1)
                                        {
                                            Where = new Condition.Named(
                                                PacketField.BridgePortIn,
                                                "wlan0",
                                                IsPrefix: true
                                            ),
                                        },
                                        new Step.When(Condition.Is(PacketField.Mark, 1)),
                                        new Step.Decide(new Verdict.Accept()),
                                    ],
                                    place
                                ),
                            ]
                        ),
                    ],
                    [
                        new BaseChain(
                            "early",
                            ChainKind.Filter,
                            HookPoint.Prerouting,
                            -300,
                            new Verdict.Drop(),
                            place
                        ),
                    ]
                ),
            ]
        );
        var packet = new Packet(IpFamily.IPv4)
        {
            Names = new Dictionary<PacketField, string>
            {
                [PacketField.BridgePortIn] = "wlan0",
            }.ToImmutableDictionary(),
        };

        new FilterTrial(filter).Agrees(packet).Should().BeTrue();
    }
}
