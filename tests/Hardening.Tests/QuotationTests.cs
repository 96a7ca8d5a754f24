namespace Hardening.Tests;

public sealed class QuotationTests
{
    [Theory]
    [InlineData("plain text ö 😀", "\"plain text ö 😀\"")]
    [InlineData("\u001b[31m\r\n", "\"\\u{1b}[31m\\u{d}\\u{a}\"")]
    [InlineData("a\u202eb\u2028", "\"a\\u{202e}b\\u{2028}\"")]
    public void What_a_terminal_would_obey_is_escaped(string text, string quoted) =>
        Quotation.Of(text).Should().Be(quoted);

    [Fact]
    public void Long_text_is_cut() =>
        Quotation.Of(new string('a', 61)).Should().Be($"\"{new string('a', 60)}…\"");
}
