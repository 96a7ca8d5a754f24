using CsCheck;
using HardeningLab.Reports;

namespace HardeningLab.Tests.Reports;

public class PlainTextTests
{
    [Theory]
    [InlineData("-s 192.168.1.0/24 -j DROP", "-s 192.168.1.0/24 -j DROP")]
    [InlineData("Größe ✓ 😀", "Größe ✓ 😀")]
    [InlineData("a\e[2Jb\u007f\t\n", "a\\u{1b}[2Jb\\u{7f}\\u{9}\\u{a}")]
    [InlineData("\u0085\u200b\u202e\u2028", "\\u{85}\\u{200b}\\u{202e}\\u{2028}")]
    public void What_a_terminal_would_obey_is_escaped(string text, string plain) =>
        PlainText.Of(text).Should().Be(plain);

    [Fact]
    public void No_control_character_is_left_and_nothing_changes_twice() =>
        Gen.String.Sample(text =>
        {
            var plain = PlainText.Of(text);
            return !plain.Any(char.IsControl) && PlainText.Of(plain) == plain;
        });
}
