using Hardening.Policies;

namespace Hardening.Tests.Policies;

public sealed class ProtectionNamesTests
{
    [Fact]
    public void Every_name_reads_as_it_is_written()
    {
        ProtectionNames.All.Should().BeEquivalentTo(Enum.GetValues<ProtectionName>());
        foreach (var name in ProtectionNames.All)
        {
            ProtectionNames.TryParse(name.Text(), out var read).Should().BeTrue();
            read.Should().Be(name);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("Iptables")]
    [InlineData("0")]
    public void Anything_else_is_no_protection(string text) =>
        ProtectionNames.TryParse(text, out _).Should().BeFalse();

    [Theory]
    [InlineData("tcpwrappers", "did you mean tcp-wrappers? ")]
    [InlineData("IPTABLE", "did you mean iptables? ")]
    [InlineData("firewalld", "")]
    public void The_message_for_an_unknown_one_names_the_nearest_and_all(
        string text,
        string hint
    ) =>
        ProtectionNames
            .Unknown(text)
            .Should()
            .Be(
                $"unknown protection \"{text}\": {hint}Known: tcp-wrappers, iptables, iptables-legacy, nftables"
            );
}
