using Hardening.Rulesets.Nftables.Printing;
using Hardening.Rulesets.Nftables.Reading;

namespace Hardening.Tests.Rulesets.Nftables;

public sealed class DocumentReaderTests
{
    [Theory]
    [InlineData(
        "tabel inet t {\n}\n",
        1,
        1,
        "found \"tabel\", expected a command of nft(8); did you mean table?"
    )]
    [InlineData(
        "table inet t {\n\tchain c {\n\t\ttpc dport 22 accept\n\t}\n}\n",
        3,
        3,
        "did you mean tcp?"
    )]
    [InlineData(
        "table inet t {\n\tchain c {\n\t\ttcp dprot 22 accept\n\t}\n}\n",
        3,
        7,
        "expected a field of tcp: sport, dport"
    )]
    [InlineData("table inet t {\n", 2, 1, "found the end, expected \"}\" before it")]
    [InlineData(
        "include \"/etc/x.nft\"\n",
        1,
        1,
        "found include \"/etc/x.nft\": what other files say is not read from here"
    )]
    [InlineData("add rule t c ip saddr $lan accept\n", 1, 23, "found $lan, which nothing defines")]
    [InlineData(
        "define lan = 10.0.0.0/8\nadd rule t c ip saddr $lna accept\n",
        2,
        23,
        "did you mean $lan?"
    )]
    [InlineData("add rule t c log prefix \"x\n", 1, 25, "found a quote without its end")]
    [InlineData(
        "add rule t c ip saddr 10.0.0.1 €\n",
        1,
        32,
        "found \"€\", which nft does not know"
    )]
    [InlineData(
        "table inet t {\n\tset s {\n\t\tflags interval\n\t}\n}\n",
        2,
        2,
        "found set s without a type"
    )]
    public void A_text_is_refused_at_its_place(string text, int line, int column, string message)
    {
        var read = () => DocumentReader.Read("f", text);
        read.Should().Throw<InputException>().WithMessage($"f:{line}:{column}: *{message}*");
    }

    [Fact]
    public void Braces_of_any_depth_are_one_clear_error()
    {
        var read = () =>
            DocumentReader.Read("f", "add rule t c ip saddr " + new string('{', 100_000));
        read.Should().Throw<InputException>().WithMessage("*braces and brackets at most 64 deep*");
    }

    [Fact]
    public void Variables_stand_wherever_nft_takes_them()
    {
        var document = DocumentReader.Read(
            "f",
            """
            define lan = { 10.0.0.0/8, 192.168.0.0/16 }
            define wan = "eth0"
            define prio = -10
            define ports = 80-90
            table inet t {
                define own = 22
                set s { type ipv4_addr; flags interval; elements = $lan }
                chain input {
                    type filter hook input priority $prio; policy drop;
                    iifname $wan ip saddr $lan tcp dport { $own, $ports } accept
                    log prefix "in $wan: " drop
                }
            }
            """
        );
        DocumentPrinter
            .Print(document)
            .Should()
            .Be(
                """
                table inet t {
                	set s {
                		type ipv4_addr
                		flags interval
                		elements = { 10.0.0.0/8, 192.168.0.0/16 }
                	}

                	chain input {
                		type filter hook input priority -10; policy drop;
                		iifname "eth0" ip saddr { 10.0.0.0/8, 192.168.0.0/16 } tcp dport { 22, 80-90 } accept
                		log prefix "in eth0: " drop
                	}
                }

                """
            );
    }

    [Fact]
    public void Handles_are_printed_only_where_they_are_asked_for()
    {
        const string Listed =
            "table inet t { # handle 1\n\tset s { # handle 2\n\t\ttype ipv4_addr\n\t}\n\n\tchain c { # handle 3\n\t\ttcp dport 22 accept comment \"x\" # handle 4\n\t}\n}\n";
        var document = DocumentReader.Read("f", Listed);
        DocumentPrinter.Print(document, new PrintStyle(Handles: true)).Should().Be(Listed);
        DocumentPrinter.Print(document).Should().NotContain("handle");
    }

    [Fact]
    public void Counters_are_left_out_where_state_is_not_wanted()
    {
        var document = DocumentReader.Read("f", "add rule t c counter packets 3 bytes 4 accept\n");
        DocumentPrinter
            .Print(document, new PrintStyle(Stateless: true))
            .Should()
            .Be("add rule ip t c counter accept\n");
    }

    [Theory]
    [InlineData("delete rule ip t c handle 5\n")]
    [InlineData("replace rule ip t c handle 5 accept\n")]
    [InlineData("insert rule ip t c index 2 accept\n")]
    [InlineData("add rule ip t c position 2 accept\n")]
    [InlineData("delete chain ip t c\n")]
    [InlineData("rename chain ip t c d\n")]
    [InlineData("flush ruleset\n")]
    [InlineData("flush set ip t s\n")]
    [InlineData("destroy table ip t\n")]
    [InlineData("delete element ip t s { 10.0.0.1 }\n")]
    [InlineData("list ruleset\n")]
    public void Commands_are_printed_back(string text) =>
        DocumentPrinter.Print(DocumentReader.Read("f", text)).Should().Be(text);

    [Fact]
    public void Remarks_that_people_write_stay_where_they_are()
    {
        const string Text =
            "# first\ntable inet t {\n\t# what may come in\n\tchain c {\n\t\t# the shell\n\t\t# of all\n\t\ttcp dport 22 accept # why\n\t\tjump {\n\t\t\t# within\n\t\t\taccept\n\t\t}\n\t\t# no more\n\t}\n\n\t# and who\n\tset s {\n\t\ttype ipv4_addr\n\t}\n}\n# last\n";
        DocumentPrinter.Print(DocumentReader.Read("t.nft", Text)).Should().Be(Text);
    }
}
