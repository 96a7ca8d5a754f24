namespace Hardening.Tests;

public sealed class SpellingTests
{
    [Theory]
    [InlineData("alow", "allow")]
    [InlineData("allwo", "allow")]
    [InlineData("ALLOW", "allow")]
    [InlineData("exept", "except")]
    [InlineData("deny", null)]
    [InlineData("", null)]
    public void A_slip_of_the_pen_is_told_from_another_word(string word, string? meant) =>
        Spelling.Nearest(word, ["allow", "except", "service"]).Should().Be(meant);

    [Fact]
    public void A_very_long_word_is_no_slip_of_the_pen() =>
        Spelling.Nearest(new string('a', 1_000_000), ["allow"]).Should().BeNull();

    [Fact]
    public void Where_nothing_is_known_nothing_is_meant() =>
        Spelling.Nearest("a", []).Should().BeNull();
}
