using Hardening;
using Hardening.Addresses;
using Hardening.Policies;
using HardeningLab.Matrices;
using HardeningLab.Probes;

namespace HardeningLab.Tests.Matrices;

public class ExpectationTests
{
    private static readonly ProtectedService Portmap = new(
        Catalogue.Portmap,
        [Prefix.Parse("192.168.1.0/24"), Prefix.Parse("fd00:1::/64")],
        [Prefix.Parse("192.168.1.13")]
    );

    private static readonly ProtectedService Rsync = new(
        new Service("rsync", [new(Transport.Tcp, 873)]),
        [Prefix.Parse("192.168.1.0/24")]
    );

    private static readonly EquatableArray<ProtectionName> Wrappers = [ProtectionName.TcpWrappers];
    private static readonly EquatableArray<ProtectionName> Firewall = [ProtectionName.Nftables];
    private static readonly EquatableArray<ProtectionName> Both = [.. Wrappers, .. Firewall];

    [Theory]
    [InlineData("192.168.1.0", Verdict.Allowed, Verdict.Allowed, Verdict.Allowed)]
    [InlineData("192.168.1.13", Verdict.Denied, Verdict.Dropped, Verdict.Dropped)]
    [InlineData("192.168.2.0", Verdict.Denied, Verdict.Dropped, Verdict.Dropped)]
    [InlineData("fd00:1::ffff", Verdict.Allowed, Verdict.Allowed, Verdict.Allowed)]
    [InlineData("fe80::2", Verdict.Denied, Verdict.Dropped, Verdict.Dropped)]
    public void From_the_network_the_first_layer_that_refuses_decides(
        string source,
        Verdict wrappers,
        Verdict firewall,
        Verdict both
    ) => Layers(source, onLoopback: false).Should().Equal(wrappers, firewall, both);

    [Theory]
    [InlineData("127.0.0.1", true, Verdict.Allowed, Verdict.Allowed, Verdict.Allowed)]
    [InlineData("::1", true, Verdict.Allowed, Verdict.Allowed, Verdict.Allowed)]
    [InlineData("127.0.0.1", false, Verdict.Denied, Verdict.Dropped, Verdict.Dropped)]
    [InlineData("::1", false, Verdict.Denied, Verdict.Dropped, Verdict.Dropped)]
    [InlineData("192.168.1.1", true, Verdict.Allowed, Verdict.Allowed, Verdict.Allowed)]
    [InlineData("192.168.1.1", false, Verdict.Allowed, Verdict.Dropped, Verdict.Dropped)]
    [InlineData("203.0.113.1", true, Verdict.Denied, Verdict.Allowed, Verdict.Denied)]
    [InlineData("203.0.113.1", false, Verdict.Denied, Verdict.Dropped, Verdict.Dropped)]
    public void On_loopback_each_layer_sees_what_it_can(
        string source,
        bool allowed,
        Verdict wrappers,
        Verdict firewall,
        Verdict both
    ) => Layers(source, onLoopback: true, allowed).Should().Equal(wrappers, firewall, both);

    [Fact]
    public void Before_the_rules_everybody_is_allowed() =>
        Of(Portmap, "203.0.113.1", false, []).Should().Be(Verdict.Allowed);

    [Fact]
    public void A_policy_may_ask_for_rejection() =>
        Expectation
            .Expected(
                Policy(true, Otherwise.Reject),
                Portmap,
                Address.Parse("203.0.113.1"),
                false,
                Both
            )
            .Should()
            .Be(Verdict.Rejected);

    [Fact]
    public void Wrappers_alone_are_held_to_the_policy_of_a_service_that_never_asks_them()
    {
        Of(Rsync, "203.0.113.1", false, Wrappers).Should().Be(Verdict.Denied);
        Of(Rsync, "192.168.1.1", false, Wrappers).Should().Be(Verdict.Allowed);
    }

    [Fact]
    public void Behind_a_firewall_they_have_no_say_in_it() =>
        Of(Rsync, "203.0.113.1", true, Both).Should().Be(Verdict.Allowed);

    [Theory]
    [InlineData("192.168.1.1", false, true, true, Verdict.Allowed)]
    [InlineData("192.168.2.1", false, true, true, Verdict.KeptOut)]
    [InlineData("192.168.2.1", false, false, true, Verdict.KeptOut)]
    [InlineData("192.168.2.1", false, true, false, Verdict.KeptOut)]
    [InlineData("192.168.2.1", false, false, false, Verdict.Allowed)]
    [InlineData("203.0.113.1", true, true, false, Verdict.Allowed)]
    [InlineData("203.0.113.1", true, true, true, Verdict.KeptOut)]
    public void Others_rules_are_free_in_how_they_keep_out(
        string source,
        bool onLoopback,
        bool firewall,
        bool wrappers,
        Verdict expected
    ) =>
        Expectation
            .ExpectedOfRules(
                Policy(true),
                Portmap,
                Address.Parse(source),
                onLoopback,
                firewall,
                wrappers
            )
            .Should()
            .Be(expected);

    private static Verdict[] Layers(string source, bool onLoopback, bool loopbackAllowed = true) =>
        [
            .. new[] { Wrappers, Firewall, Both }.Select(inForce =>
                Of(Portmap, source, onLoopback, inForce, loopbackAllowed)
            ),
        ];

    private static Verdict Of(
        ProtectedService service,
        string source,
        bool onLoopback,
        EquatableArray<ProtectionName> inForce,
        bool loopbackAllowed = true
    ) =>
        Expectation.Expected(
            Policy(loopbackAllowed),
            service,
            Address.Parse(source),
            onLoopback,
            inForce
        );

    private static Policy Policy(bool loopbackAllowed, Otherwise otherwise = Otherwise.Drop) =>
        new("p", [Portmap, Rsync], loopbackAllowed, otherwise, Both);
}
