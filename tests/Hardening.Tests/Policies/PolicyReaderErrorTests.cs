using Hardening.Policies;

namespace Hardening.Tests.Policies;

public sealed class PolicyReaderErrorTests
{
    private static string[] ErrorsOf(string text)
    {
        var reading = () => PolicyReader.Read(text, "p");
        return
        [
            .. reading
                .Should()
                .Throw<InputException>()
                .Which.Errors.Select(error => error.ToString()),
        ];
    }

    private static string[] ErrorsOfItem(string item) => ErrorsOf("protect:\n- " + item);

    [Theory]
    [InlineData("", "p:1:1: the file is empty, expected a policy with the key protect")]
    [InlineData(
        "# a comment\n",
        "p:1:1: the file is empty, expected a policy with the key protect"
    )]
    [InlineData("---\n...\n", "p:1:1: the file is empty, expected a policy with the key protect")]
    [InlineData("- a", "p:1:1: found a list, expected a policy with the key protect")]
    [InlineData("policy: a", "p:1:1: protect: the key is missing, expected a list of services")]
    [InlineData("protect: []", "p:1:10: protect: the list is empty, expected at least one service")]
    [InlineData("protect:", "p:1:9: protect: found nothing, expected a list of services")]
    [InlineData(
        "a: &x 1\nb: *x",
        "p:1:4: the anchor &x is refused: write the value out where it is used|p:2:4: *x refers to an anchor, which is refused: write the value out"
    )]
    [InlineData("a: !!str 1", "p:1:4: a tag (!) is refused: leave it out")]
    [InlineData(
        "a: b\n---\nc: d",
        "p:2:1: a second document starts here, expected one in a file: put it into a file of its own"
    )]
    [InlineData("? [a]\n: b", "p:1:3: found a list as a key, expected a word")]
    public void A_document_of_another_shape_is_refused(string text, string errors) =>
        ErrorsOf(text).Should().Equal(errors.Split('|'));

    [Fact]
    public void A_text_that_is_not_YAML_is_refused_with_its_place() =>
        ErrorsOf("policy: a\nprotect: [")
            .Should()
            .ContainSingle()
            .Which.Should()
            .StartWith("p:2:")
            .And.Contain("not readable as YAML: ");

    [Fact]
    public void Nesting_is_limited() =>
        ErrorsOf(new string('[', 1_000_000))
            .Should()
            .Equal("p:1:17: nested more than 16 levels deep");

    [Theory]
    [InlineData(
        "polcy: a",
        "p:2:1: unknown key \"polcy\": did you mean policy? Known: policy, protect, loopback, otherwise, with"
    )]
    [InlineData(
        "policy: a\npolicy: b",
        "p:3:1: policy: stands here again, first on line 2: keep one of them"
    )]
    [InlineData(
        "policy: \"a\\nb\"",
        "p:2:9: policy: found \"a\\u{a}b\", expected a name of one printable line"
    )]
    [InlineData(
        "policy: \"\\ud800\"",
        "p:2:9: not readable as YAML: While scanning a quoted scalar, found invalid Unicode surrogates."
    )]
    [InlineData("policy:", "p:2:8: policy: found nothing, expected a name of one printable line")]
    [InlineData("loopback: yes", "p:2:11: loopback: found \"yes\", expected allow or deny")]
    [InlineData("otherwise: [drop]", "p:2:12: otherwise: found a list, expected drop or reject")]
    [InlineData(
        "with: [nftable]",
        "p:2:8: with: unknown protection \"nftable\": did you mean nftables? Known: tcp-wrappers, iptables, iptables-legacy, nftables"
    )]
    [InlineData(
        "with: [ufw]",
        "p:2:8: with: unknown protection \"ufw\": Known: tcp-wrappers, iptables, iptables-legacy, nftables"
    )]
    [InlineData(
        "with: [iptables, iptables]",
        "p:2:18: with: iptables is named twice: keep one of them"
    )]
    [InlineData(
        "with: []",
        "p:2:7: with: the list is empty, expected at least one protection, or no key at all for tcp-wrappers and iptables"
    )]
    public void A_wrong_key_of_the_policy_is_refused(string line, string error) =>
        ErrorsOf("protect: [{service: portmap, allow: []}]\n" + line).Should().Equal(error);

    [Theory]
    [InlineData(
        "portmap",
        "p:2:3: protect: found \"portmap\", expected the keys service and allow"
    )]
    [InlineData(
        "allow: []",
        "p:2:3: service: the key is missing, expected a known service such as portmap, or one of your own as {name: rsync, tcp: [873]}"
    )]
    [InlineData(
        "service: portmap",
        "p:2:3: allow: the key is missing, expected a list of addresses; write allow: [] for nobody"
    )]
    [InlineData(
        "service: portmapper\n  allow: []",
        "p:2:12: service: unknown service \"portmapper\": did you mean portmap? Known: portmap; or describe one of your own as {name: rsync, tcp: [873]}"
    )]
    [InlineData(
        "{service: portmap, allow: []}\n- service: portmap\n  allow: []",
        "p:3:12: service: portmap is protected twice, first on line 2: put all its sources into one item"
    )]
    [InlineData(
        "service: {name: portmap, tcp: [1]}\n  allow: []",
        "p:2:19: name: portmap is a known service: write service: portmap, or choose another name"
    )]
    [InlineData(
        "service: {name: PORTMAP, tcp: [1]}\n  allow: []",
        "p:2:19: name: portmap is a known service: write service: portmap, or choose another name"
    )]
    [InlineData(
        "service: {name: a}\n  allow: []",
        "p:2:12: service: it has no port, expected tcp: [PORT], udp: [PORT], or both"
    )]
    [InlineData(
        "service: {tcp: [1]}\n  allow: []",
        "p:2:12: name: the key is missing, expected the service's name"
    )]
    [InlineData(
        "service: {name: a b, tcp: [1]}\n  allow: []",
        "p:2:19: name: \"a b\" is no name: expected only letters, digits and . _ -"
    )]
    [InlineData(
        "service: {name: -a, tcp: [1]}\n  allow: []",
        "p:2:19: name: \"-a\" is no name: expected a letter, digit or _ first and no dot last"
    )]
    [InlineData(
        "{service: {name: rsync, tcp: [1]}, allow: []}\n- service: {name: RSYNC, tcp: [2]}\n  allow: []",
        "p:3:12: service: RSYNC is protected twice, first on line 2: put all its sources into one item"
    )]
    [InlineData(
        "service: {name: a, tcp: [1], wrappers: [all]}\n  allow: []",
        "p:2:43: wrappers: \"all\" is no name: tcp-wrappers gives that word a meaning of its own"
    )]
    [InlineData(
        "service: {name: a, tcp: [1], wrappers: [.a]}\n  allow: []",
        "p:2:43: wrappers: \".a\" is no name: expected a letter, digit or _ first and no dot last"
    )]
    [InlineData(
        "service: {name: a, tcp: [0]}\n  allow: []",
        "p:2:28: tcp: found \"0\", expected a port number from 1 to 65535"
    )]
    [InlineData(
        "service: {name: a, udp: 70000}\n  allow: []",
        "p:2:27: udp: found \"70000\", expected a port number from 1 to 65535"
    )]
    [InlineData(
        "service: {name: a, tcp: [0873]}\n  allow: []",
        "p:2:28: tcp: found \"0873\", expected a port number from 1 to 65535"
    )]
    public void A_wrong_service_is_refused(string item, string error) =>
        ErrorsOfItem(item).Should().Equal(error);

    [Theory]
    [InlineData(
        "service: {name: a, tcp: [111]}",
        "service: a and portmap both claim 111/tcp: leave it to one of them"
    )]
    [InlineData(
        "service: {name: a, tcp: [1], wrappers: [RPCBIND]}",
        "wrappers: a and portmap both claim RPCBIND: leave it to one of them"
    )]
    public void Two_services_share_nothing(string second, string error) =>
        ErrorsOfItem($"service: portmap\n  allow: []\n- {second}\n  allow: []")
            .Should()
            .Equal($"p:4:12: {error}");

    [Theory]
    [InlineData(
        "allow: 10.0.0.1/8",
        "p:3:10: allow: 10.0.0.1/8 has host bits set: write 10.0.0.0/8 for the network or 10.0.0.1 for the host"
    )]
    [InlineData(
        "allow: [010.0.0.0/8]",
        "p:3:11: allow: \"010.0.0.0\" is no IPv4 address: \"010\" has a leading zero, which some tools read as octal: write it in decimal, without leading zeros"
    )]
    [InlineData(
        "allow: [10.0/16]",
        "p:3:11: allow: \"10.0\" is no IPv4 address: it has 2 octets, expected 4 as in 192.168.1.2"
    )]
    [InlineData(
        "allow: localhost",
        "p:3:10: allow: localhost is what the policy's key loopback is for, expected an address, a prefix or any; put quotes around IPv6"
    )]
    [InlineData(
        "allow: [All]",
        "p:3:11: allow: found \"All\", expected an address, a prefix or any; put quotes around IPv6"
    )]
    [InlineData(
        "allow:",
        "p:3:9: allow: found nothing, expected an address, a prefix or any; put quotes around IPv6"
    )]
    [InlineData(
        "allow: [{fd00: 1}]",
        "p:3:11: allow: found a mapping of keys to values, expected an address, a prefix or any; put quotes around IPv6"
    )]
    [InlineData(
        "allow: [\"::ffff:10.0.0.0/104\"]",
        "p:3:11: allow: ::ffff:10.0.0.0/104 is IPv4 written as IPv6, which no packet carries: write 10.0.0.0/8"
    )]
    [InlineData(
        "allow: [10.0.0.0/8]\n  except: [11.0.0.1]",
        "p:4:12: except: 11.0.0.1 is outside of allow: remove it, it is closed already"
    )]
    [InlineData(
        "allow: [10.0.0.0/9]\n  except: [10.0.0.0/8]",
        "p:4:12: except: 10.0.0.0/8 is outside of allow, which lacks 10.128.0.0: name only what allow holds"
    )]
    [InlineData(
        "allow: any\n  except: [\"::1\"]",
        "p:4:12: except: ::1 is loopback, which loopback: allow opens: write loopback: deny to close it"
    )]
    public void A_wrong_source_is_refused(string lists, string error) =>
        ErrorsOfItem("service: portmap\n  " + lists).Should().Equal(error);

    [Theory]
    [InlineData("[any]", "found \"any\", expected an address of the host; put quotes around IPv6")]
    [InlineData(
        "[10.0.0.0/8]",
        "found \"10.0.0.0/8\", expected an address of the host; put quotes around IPv6"
    )]
    [InlineData("[0.0.0.0]", "0.0.0.0 is every address: leave the key out for that")]
    [InlineData(
        "[127.0.0.1]",
        "127.0.0.1 is loopback, where portmap listens in any case: remove it"
    )]
    [InlineData("[224.0.0.1]", "224.0.0.1 is no host's own address: name one that the host has")]
    public void A_wrong_place_to_listen_at_is_refused(string listen, string error) =>
        ErrorsOfItem($"service: portmap\n  allow: any\n  listen: {listen}")
            .Should()
            .Equal($"p:4:12: listen: {error}");

    [Fact]
    public void Only_portmap_can_be_told_where_to_listen() =>
        ErrorsOfItem("service: {name: rsync, tcp: [873]}\n  allow: any\n  listen: [10.0.0.1]")
            .Should()
            .Equal(
                "p:4:11: listen: only portmap can be told where to listen: say it in rsync's own configuration"
            );

    [Fact]
    public void An_allowed_loopback_address_contradicts_loopback_deny() =>
        ErrorsOf("loopback: deny\nprotect: [{service: portmap, allow: [127.0.0.1]}]")
            .Should()
            .Equal(
                "p:2:38: allow: 127.0.0.1 is loopback, which loopback: deny closes: remove one of them"
            );

    [Fact]
    public void Every_error_is_told_in_the_order_of_the_text() =>
        ErrorsOf("otherwise: no\nprotect: [{service: x, allow: [1, 2]}]\nloopback: no\n")
            .Select(error => error.Split(' ')[0] + error.Split(' ')[1])
            .Should()
            .Equal(
                "p:1:12:otherwise:",
                "p:2:21:service:",
                "p:2:32:allow:",
                "p:2:35:allow:",
                "p:3:11:loopback:"
            );

    [Theory]
    [InlineData(
        "policy: a\0b",
        "p:1:10: found the character U+0000, which a policy can't hold: remove it"
    )]
    [InlineData(
        "policy: a\n # b\u2028c: d",
        "p:2:5: found the character U+2028, which a policy can't hold: remove it"
    )]
    [InlineData(
        "# a\u2029b: c",
        "p:1:4: found the character U+2029, which a policy can't hold: remove it"
    )]
    [InlineData(
        "policy: a\r\n#\rb: c",
        "p:2:2: found the character U+000D, which a policy can't hold: remove it"
    )]
    [InlineData(
        "policy: a\rb: c\r\n",
        "p:1:10: found the character U+000D, which a policy can't hold: remove it"
    )]
    public void Characters_that_hide_text_are_refused(string text, string error) =>
        ErrorsOf(text).Should().Equal(error);

    [Fact]
    public void Errors_of_one_line_are_in_the_order_of_their_columns() =>
        ErrorsOf("protect: [{allow: [1.2], service: x}]")
            .Select(error => error.Split(' ')[0])
            .Should()
            .Equal("p:1:20:", "p:1:35:");

    [Fact]
    public void An_exception_is_not_judged_by_a_list_that_could_not_be_read() =>
        ErrorsOfItem("service: portmap\n  allow: [10.0.0.1/8]\n  except: [10.0.0.1]")
            .Should()
            .ContainSingle()
            .Which.Should()
            .StartWith("p:3:11: allow: ");

    [Fact]
    public void After_ten_thousand_errors_reading_stops()
    {
        var errors = ErrorsOf("protect:\n" + string.Concat(Enumerable.Repeat("- 1\n", 20_000)));

        errors.Should().HaveCount(10_001);
        errors[^1].Should().Be("p:10002:3: more than 10000 errors, reading stopped here");
    }
}
