using CsCheck;
using Hardening.Rulesets.Nftables.Printing;
using Hardening.Rulesets.Nftables.Reading;

namespace Hardening.Tests.Rulesets.Nftables;

public sealed class DocumentPropertyTests
{
    private static readonly string[] Words =
    [
        "table",
        "inet",
        "ip",
        "t",
        "{",
        "}",
        "\n",
        ";",
        "chain",
        "c",
        "type",
        "filter",
        "hook",
        "input",
        "priority",
        "0",
        "policy",
        "drop",
        "tcp",
        "dport",
        "22",
        "accept",
        "ip",
        "saddr",
        "10.0.0.0/8",
        "@s",
        "set",
        "elements",
        "=",
        ",",
        ":",
        "vmap",
        "map",
        "counter",
        "packets",
        "jump",
        "(",
        ")",
        "&",
        "|",
        "$x",
        "define",
        "x",
        "\"eth0\"",
        "meta",
        "mark",
        "ct",
        "state",
        "new",
        "add",
        "rule",
        "limit",
        "rate",
        "1/second",
        "::1",
        "-",
        ".",
        "*",
        "#",
        "\\\n",
        "\"",
        "0x1",
        "@th,16,16",
        "numgen",
        "inc",
        "mod",
        "dnat",
        "to",
    ];

    [Fact]
    public void Any_text_is_read_or_refused_with_a_place()
    {
        Gen.Select(
                Gen.Int[0, Words.Length - 1].Select(index => Words[index]).Array[0, 40],
                Gen.String[0, 5]
            )
            .Sample(
                (words, noise) =>
                {
                    var text = string.Join(' ', words) + noise;
                    try
                    {
                        var printed = DocumentPrinter.Print(DocumentReader.Read("f", text));
                        Assert.Equal(
                            printed,
                            DocumentPrinter.Print(DocumentReader.Read("f", printed))
                        );
                    }
                    catch (InputException exception)
                    {
                        Assert.All(exception.Errors, error => Assert.True(error.Line >= 1));
                    }
                },
                iter: 20_000
            );
    }

    [Fact]
    public void A_listing_cut_or_damaged_anywhere_is_read_or_refused_with_a_place()
    {
        var files = Corpus
            .Files("nftables/tests/shell", "*.nft")
            .Where(file => new FileInfo(file).Length is > 100 and < 4_000)
            .Select(File.ReadAllText)
            .ToArray();
        Gen.Select(
                Gen.Int[0, files.Length - 1].Select(index => files[index]),
                Gen.Double[0, 1],
                Gen.Char,
                Gen.Bool
            )
            .Sample(
                (text, part, noise, isCut) =>
                {
                    var at = (int)(part * (text.Length - 1));
                    var damaged = isCut ? text[..at] : text[..at] + noise + text[(at + 1)..];
                    try
                    {
                        DocumentReader.Read("f", damaged);
                    }
                    catch (InputException exception)
                    {
                        Assert.All(exception.Errors, error => Assert.True(error.Line >= 1));
                    }
                },
                iter: 5_000
            );
    }
}
