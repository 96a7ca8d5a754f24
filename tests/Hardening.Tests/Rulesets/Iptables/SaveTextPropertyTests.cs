using CsCheck;
using Hardening.Rulesets.Iptables;
using Hardening.Rulesets.Iptables.Extensions;

namespace Hardening.Tests.Rulesets.Iptables;

public sealed class SaveTextPropertyTests
{
    private static readonly string[] Lines =
    [
        "*filter",
        ":INPUT DROP [1:2]",
        "COMMIT",
        "# a",
        "",
        " ",
        "[1:2] -A INPUT -j DROP",
        "-A INPUT -m comment --comment \"a \\\" b\" -j ACCEPT",
        "-A INPUT \"",
        "-6 -A INPUT\t-j  DROP\r",
    ];

    private static readonly Gen<string> Line = Gen.OneOf(
        Gen.Int[0, Lines.Length - 1].Select(index => Lines[index]),
        Gen.String[Gen.Char["-A *:#[]\"\\\t\r\0é\ud83d"], 0, 40]
    );

    private static readonly Gen<string> AnyText = Gen.Select(
        Line.Array[0, 12],
        Gen.Bool,
        (lines, ends) => string.Join('\n', lines) + (ends ? "\n" : "")
    );

    [Fact]
    public void Every_text_is_printed_back_as_it_was() =>
        AnyText.Sample(text => SavePrinter.Print(SaveText.ReadAny("r", text)) == text);

    [Fact]
    public void Every_word_lies_where_it_is_said_to_lie() =>
        AnyText.Sample(text =>
            SaveText
                .ReadAny("r", text)
                .Sections.SelectMany(section => section.Commands)
                .All(rule =>
                    Enumerable
                        .Range(0, rule.Count)
                        .All(index =>
                            rule.Text[(rule.Column(index) - 1)..].StartsWith(rule.Span(index))
                            && rule.Words[index].Length <= rule.Span(index).Length
                        )
                )
        );

    [Fact]
    public void A_word_that_is_quoted_for_the_tool_is_read_as_it_was() =>
        Gen.String[Gen.Char["ab-_ \"\\'\tü,"], 0, 20]
            .Sample(word =>
                SaveText
                    .Read("r", $"*filter\n-A INPUT {WordArgument.Quoted(word)} -j x\nCOMMIT\n")
                    .Sections[0]
                    .Commands.Single()
                    .Words[2] == word
            );
}
