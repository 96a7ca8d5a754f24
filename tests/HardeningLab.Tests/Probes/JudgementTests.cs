using Hardening.Addresses;
using Hardening.Policies;
using HardeningLab.Probes;
using HardeningLab.Taps;
using HardeningLab.Topologies;

namespace HardeningLab.Tests.Probes;

/// <summary>What was seen of a probe, and the verdict that follows from it; nothing else may follow.</summary>
public sealed class JudgementTests
{
    private static readonly Probe Question = new(
        new Source(Address.Parse("192.168.1.2"), Role.Inside, Address.Parse("192.168.1.1"), "lan0"),
        new Endpoint(Transport.Udp, 111),
        null
    );

    private readonly Flight flight = new(
        0,
        Question,
        // A judgement asks a link for its name alone.
        new TargetLink("lan0", 2, Client: null!, 2, Fence: null!)
    );

    private bool isFenced = true;
    private bool isObserved = true;
    private bool isImpatient;
    private string? targetFault;

    public JudgementTests() => flight.Begin(null, 20000, Conversation.About(Question, 1));

    [Fact]
    public void Nothing_is_judged_before_the_fence()
    {
        isFenced = false;
        Arrives();
        flight.Refusal = "a RST";
        isImpatient = true;

        Judge().Should().BeOfType<Outcome.Flying>();
    }

    [Fact]
    public void A_fence_that_never_comes_is_an_error()
    {
        isFenced = false;
        var never = new Flight(0, Question, flight.Link); // as old as the machine

        Judge(never).Should().Be((Verdict.Error, "the fence behind it never arrived at lan0"));
    }

    [Fact]
    public void A_reply_counts_even_before_the_fence()
    {
        isFenced = false;
        flight.Answer = new Answer(Verdict.Denied, "AUTH_TOOWEAK");

        Verdicts().Should().Be((Verdict.Denied, "AUTH_TOOWEAK"));
    }

    [Fact]
    public void What_arrived_and_was_not_delivered_is_dropped()
    {
        Arrives();

        Verdicts().Should().Be((Verdict.Dropped, "arrived at lan0, not delivered, no reply"));
    }

    [Fact]
    public void What_ended_at_a_rule_before_the_link_is_dropped()
    {
        flight.SeeRule(new RuleHandle("ip", "filter", "OUTPUT", 1));

        Verdicts().Should().Be((Verdict.Dropped, "ended on its way out of the target, no reply"));
    }

    [Fact]
    public void What_a_legacy_table_saw_pass_did_not_end_there_where_nft_tells_of_an_end()
    {
        var end = new RuleHandle("ip", "filter", "INPUT", 7);
        flight.SeeRule(Legacy("mangle", 1));
        flight.SeeRule(Legacy("mangle", 0));
        flight.Rule.Should().Be(Legacy("mangle", 0));

        flight.SeeRule(end);
        flight.SeeRule(Legacy("filter", 0));

        flight.Rule.Should().Be(end);
    }

    private static RuleHandle Legacy(string table, ulong number) =>
        new("ip", table, "INPUT", number, IsLegacy: true);

    [Fact]
    public void What_neither_arrived_nor_was_delivered_is_sent_again_and_then_an_error()
    {
        for (var attempt = 1; attempt < Judgement.MaxAttempts; attempt++)
        {
            Judge().Should().BeOfType<Outcome.Lost>();
            flight.Begin(null, 20000, Conversation.About(Question, 1));
        }

        Verdicts().Should().Be((Verdict.Error, "it never arrived at lan0, 4 times in a row"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("a RST")]
    public void Where_a_tap_lost_packets_silence_proves_nothing(string? refusal)
    {
        Arrives();
        flight.IsDoubtful = true;
        flight.Refusal = refusal;

        Judge().Should().BeOfType<Outcome.Lost>();
    }

    [Fact]
    public void What_tap_after_tap_loses_is_an_error()
    {
        for (var attempt = 1; attempt < Judgement.MaxAttempts; attempt++)
        {
            flight.Begin(null, 20000, Conversation.About(Question, 1));
        }
        Arrives();
        flight.IsDoubtful = true;

        Verdicts().Should().Be((Verdict.Error, "a tap lost packets, 4 times in a row"));
    }

    [Fact]
    public void What_is_refused_without_delivery_is_rejected()
    {
        Arrives();
        flight.Refusal = "a RST";

        Verdicts().Should().Be((Verdict.Rejected, "a RST came back, and it was not delivered"));
    }

    [Fact]
    public void What_is_refused_after_delivery_is_closed()
    {
        Arrives();
        flight.SeeDelivery();
        flight.Refusal = "a RST";

        Verdicts().Should().Be((Verdict.Closed, "a RST after delivery: nobody listens"));
    }

    [Fact]
    public void What_is_delivered_without_a_reply_is_waited_for()
    {
        Arrives();
        flight.SeeDelivery();

        Judge().Should().BeOfType<Outcome.Flying>();
        isImpatient = true;
        Verdicts().Should().Be((Verdict.Inconclusive, "delivered, but no reply came"));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("a RST")]
    public void Silence_and_refusal_of_a_dead_service_are_errors(string? refusal)
    {
        Arrives();
        flight.SeeDelivery();
        flight.Refusal = refusal;
        isImpatient = true;
        targetFault = "rpcbind ended";

        Verdicts().Should().Be((Verdict.Error, "rpcbind ended"));
    }

    [Fact]
    public void A_packet_from_another_source_proves_nothing_even_if_it_is_answered()
    {
        flight.SeeArrival(PacketFrom("192.168.1.77"));
        flight.Answer = new Answer(Verdict.Allowed, "a reply");

        Verdicts()
            .Should()
            .Be((Verdict.Error, "the target saw it come from 192.168.1.77, not from 192.168.1.2"));
    }

    [Theory]
    [InlineData(null, Verdict.Inconclusive, "it arrived at lan0, but no reply came")]
    [InlineData("a RST", Verdict.Closed, "a RST after delivery: nobody listens")]
    public void Without_an_observer_nothing_is_dropped_or_rejected(
        string? refusal,
        Verdict expected,
        string why
    )
    {
        isObserved = false;
        isImpatient = true;
        Arrives();
        flight.Refusal = refusal;

        Verdicts().Should().Be((expected, why));
    }

    private void Arrives() => flight.SeeArrival(PacketFrom("192.168.1.2"));

    private static PacketHeader PacketFrom(string source) =>
        new(Address.Parse(source), Address.Parse("192.168.1.1"), PacketHeader.Udp, 20000, 111);

    private Outcome Judge() => Judged(flight);

    private (Verdict, string) Judge(Flight other) =>
        Judged(other).Should().BeOfType<Outcome.Landed>().Which.Observation is { } observation
            ? (observation.Verdict, observation.Summary)
            : default;

    private (Verdict, string) Verdicts() => Judge(flight);

    private Outcome Judged(Flight other) =>
        new Judgement(isObserved, isImpatient ? TimeSpan.Zero : TimeSpan.FromHours(1)).Of(
            other,
            isFenced,
            () => targetFault
        );
}
