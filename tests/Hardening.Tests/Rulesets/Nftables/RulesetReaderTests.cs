using Hardening.Rulesets.Nftables;

namespace Hardening.Tests.Rulesets.Nftables;

public sealed class RulesetReaderTests
{
    private const string Head = "table inet t\ndelete table inet t\ntable inet t {\n";

    [Theory]
    [InlineData("table inet t\ntable inet t {\n}\n", 2, 1, "found \"table\", expected \"delete\"")]
    [InlineData(
        Head + "chain c {\naccept\n}\n}\n",
        5,
        1,
        "found \"accept\", expected a match, or one of drop"
    )]
    [InlineData(
        Head + "chain c {\ndrop drop\n}\n}\n",
        5,
        6,
        "found \"drop\", expected nothing more"
    )]
    [InlineData(Head + "chain c {\n", 5, 1, "found the end")]
    [InlineData(
        Head
            + "set s {\ntype ipv4_addr\nflags interval\nelements = {\n10.0.0.9-10.0.0.1\n}\n}\n}\n",
        8,
        1,
        "expected an address, a prefix or a range"
    )]
    [InlineData(Head + "chain 9 {\n}\n}\n", 4, 7, "found \"9\", expected a name")]
    [InlineData(Head + "}", 4, 2, "expected a newline at the end")]
    [InlineData("# x", 1, 4, "expected a newline at the end")]
    public void Anything_else_than_we_print_is_refused_at_its_place(
        string text,
        int line,
        int column,
        string message
    )
    {
        var read = () => RulesetReader.Read("f", text);
        read.Should().Throw<InputException>().WithMessage($"f:{line}:{column}: *{message}*");
    }
}
