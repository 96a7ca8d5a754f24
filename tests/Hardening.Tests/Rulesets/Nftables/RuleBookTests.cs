using Hardening.Rulesets;
using Hardening.Rulesets.Nftables;

namespace Hardening.Tests.Rulesets.Nftables;

public sealed class RuleBookTests
{
    private readonly RuleBook book = new();

    [Fact]
    public void Rules_of_a_block_are_found_by_their_number()
    {
        Load(
            """
            #!/usr/sbin/nft -f
            flush ruleset
            table inet filter { # a table
                set lan { type ipv4_addr; flags interval; elements = { 10.0.0.0/8,
                    192.168.0.0/16 } }
                chain input {
                    type filter hook input priority 0; policy drop;
                    iif lo accept comment "a } { ; # b"
                    tcp dport { 22,
                        111 } \
                        accept; udp dport vmap { 53 : accept, 111 : drop }
                    ct state established accept
                }
                chain forward { drop; }
            }
            """
        );
        Lines("inet", "filter", "input").Should().Equal(8, 9, 11, 12);
        Lines("inet", "filter", "forward").Should().Equal(14);
        book.Find("inet", "filter", "input", 2)!.Text.Should().Be("tcp dport { 22, 111 } accept");
        book.FindPolicy("inet", "filter", "input")
            .Should()
            .Be(new RulePlace("x.nft", 7, "policy drop"));
    }

    [Fact]
    public void Commands_add_insert_and_flush()
    {
        Load(
            "add table ip t\nadd chain ip t c { type filter hook input priority 0; policy drop; }\nadd rule ip t c drop\ninsert rule t c accept\nadd rule t c index 0 log\n"
        );
        Lines("ip", "t", "c").Should().Equal(4, 5, 3);
        book.FindPolicy("ip", "t", "c")!.Line.Should().Be(2);
        Load("flush chain ip t c\nadd rule ip t c log\n");
        Lines("ip", "t", "c").Should().Equal(2);
        Load("delete table ip t\n");
        Lines("ip", "t", "c").Should().BeEmpty();
    }

    [Theory]
    [InlineData("replace rule ip t c handle 4 accept")]
    [InlineData("delete rule ip t c handle 4")]
    [InlineData("add rule ip t c handle 4 accept")]
    [InlineData("include \"/etc/more.nft\"")]
    public void What_can_t_be_followed_is_forgotten(string command)
    {
        Load($"add rule ip t c drop\n{command}\nadd rule ip t c drop\n");
        Lines("ip", "t", "c").Should().BeEmpty();
    }

    [Fact]
    public void A_text_loaded_twice_doubles_its_rules_unless_it_deletes_its_table()
    {
        Load("table ip t {\nchain c {\ndrop\n}\n}\n");
        Load("table ip t {\nchain c {\ndrop\n}\n}\n");
        Lines("ip", "t", "c").Should().Equal(3, 3);
        Load("table ip t\ndelete table ip t\ntable ip t {\nchain c {\ndrop\n}\n}\n");
        Lines("ip", "t", "c").Should().Equal(5);
    }

    private void Load(string text) =>
        book.Load(new RulesetFile(RulesetKind.Nftables, "x.nft", text));

    private IEnumerable<int> Lines(string family, string table, string chain) =>
        Enumerable
            .Range(1, 9)
            .Select(number => book.Find(family, table, chain, number)?.Line)
            .OfType<int>();
}
