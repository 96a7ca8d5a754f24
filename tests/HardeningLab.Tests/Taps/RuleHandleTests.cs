using CsCheck;
using HardeningLab.Taps;

namespace HardeningLab.Tests.Taps;

public sealed class RuleHandleTests
{
    [Theory]
    [InlineData("TRACE: filter:INPUT:rule:4 ", "filter", "INPUT", 4)]
    [InlineData("TRACE: raw:PREROUTING:return:3 ", "raw", "PREROUTING", 3)]
    [InlineData("TRACE: filter:INPUT:policy:7 ", "filter", "INPUT", 0)]
    [InlineData("TRACE: filter:two:words:rule:1", "filter", "two:words", 1)]
    public void The_prefix_of_a_legacy_trace_is_read(
        string prefix,
        string table,
        string chain,
        ulong number
    )
    {
        RuleHandle.TryReadLegacy(prefix, "ip6", out var rule).Should().BeTrue();
        rule.Should().Be(new RuleHandle("ip6", table, chain, number, IsLegacy: true));
    }

    [Theory]
    [InlineData("")]
    [InlineData("TRACE: ")]
    [InlineData("TRACE: filter:INPUT:rule")]
    [InlineData("TRACE: filter:INPUT:rule:x")]
    [InlineData("TRACE: filter:INPUT:rule:-1")]
    [InlineData("TRACE: filter:INPUT:verdict:1")]
    [InlineData("somebody's LOG: filter:INPUT:rule:1")]
    public void Any_other_prefix_is_none(string prefix)
    {
        RuleHandle.TryReadLegacy(prefix, "ip", out var rule).Should().BeFalse();
        rule.Should().Be(default(RuleHandle));
    }

    [Fact]
    public void An_arbitrary_prefix_never_throws()
    {
        Gen.String.Sample(text =>
        {
            _ = RuleHandle.TryReadLegacy("TRACE: " + text, "ip", out _);
        });
    }

    [Fact]
    public void Names_from_the_kernel_end_at_their_zeros()
    {
        RuleHandle
            .Of(10, "filter\0"u8, "INPUT\0\0"u8, 9)
            .Should()
            .Be(new RuleHandle("ip6", "filter", "INPUT", 9));
    }
}
