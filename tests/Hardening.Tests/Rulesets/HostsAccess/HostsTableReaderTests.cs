using System.Text;
using Hardening.Rulesets.HostsAccess;

namespace Hardening.Tests.Rulesets.HostsAccess;

public sealed class HostsTableReaderTests
{
    [Fact]
    public void Every_byte_is_kept_whatever_the_file_is()
    {
        var random = new Random(7);
        for (var round = 0; round < 2_000; round++)
        {
            var bytes = new byte[random.Next(round < 50 ? 6_000 : 120)];
            random.NextBytes(bytes);
            for (var at = 0; at < bytes.Length; at++)
            {
                bytes[at] =
                    random.Next(3) > 0 ? (byte)"a :\n\\#@[]/\0\r"[bytes[at] % 12] : bytes[at];
            }
            HostsTableReader.Read("f", bytes).ToBytes().Should().Equal(bytes);
        }
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("rpcbind : ALL\n", "Access 1")]
    [InlineData("# ALL : ALL\n\n \t\r\nrpcbind : ALL\n", "Comment 1, Blank 2, Blank 3, Access 4")]
    [InlineData(" # ALL : ALL\n", "Access 1")]
    [InlineData("rpcbind, \\\nportmap : ALL\nsshd : ALL\n", "Access 1, Access 3")]
    [InlineData("# a remark \\\nrpcbind : ALL\nsshd : ALL\n", "Comment 1, Access 3")]
    [InlineData("rpcbind : ALL \\\r\n10.0.0.1\r\n", "Access 1, Colonless 2")]
    [InlineData("[rpcbind : ALL]\n", "Colonless 1")]
    [InlineData("sshd : ALL\nrpcbind : ALL", "Access 1, Stopping 2")]
    [InlineData("sshd : ALL\n# the end", "Access 1, Stopping 2")]
    [InlineData("sshd : ALL\n ", "Access 1, Stopping 2")]
    [InlineData("sshd : ALL\nrpcbind : ALL \\\n", "Access 1, Stopping 2")]
    [InlineData("sshd : ALL\n\\\n", "Access 1, Blank 2")]
    [InlineData("sshd\0: ALL\n: ALL\nALL : ALL\n", "Access 1, Access 3")]
    [InlineData("ALL : ALL\n\0", "Access 1, Blank 2")]
    public void Lines_are_what_libwrap_makes_of_them(string text, string lines) =>
        string.Join(", ", Read(text).Lines.Select(line => $"{line.GetType().Name} {line.Number}"))
            .Should()
            .Be(lines);

    [Theory]
    [InlineData(2046, "Access 1, Access 2")]
    [InlineData(2047, "Stopping 1, Unread 1")]
    public void A_line_of_more_than_2046_bytes_is_the_last(int length, string lines) =>
        string.Join(
                ", ",
                Read($"ALL : {new string('x', length - 6)}\nALL : ALL\n")
                    .Lines.Select(line => $"{line.GetType().Name} {line.Number}")
            )
            .Should()
            .Be(lines);

    [Fact]
    public void EXCEPT_binds_to_the_right()
    {
        var daemons = Line("a b EXCEPT c except d : ALL").Daemons;
        daemons.Patterns.Select(pattern => pattern.Text).Should().Equal("a", "b");
        daemons.Except!.Patterns.Single().Text.Should().Be("c");
        daemons.Except.Except!.Patterns.Single().Text.Should().Be("d");
        daemons.Matches(pattern => pattern.Text is "a" or "c").Should().BeFalse();
        daemons.Matches(pattern => pattern.Text is "a" or "c" or "d").Should().BeTrue();
    }

    [Theory]
    [InlineData("ALL", "Named Anything")]
    [InlineData("KNOWN", "KnownHost")]
    [InlineData("local", "LocalHost")]
    [InlineData("UNKNOWN", "Named Literal")]
    [InlineData("10.0.0.1", "Named Literal")]
    [InlineData("10.0.", "Named Beginning")]
    [InlineData(".example.com", "Named Ending")]
    [InlineData("10.0.0.?", "Named Wildcard")]
    [InlineData("[::1]", "Named Bracketed")]
    [InlineData("@group", "Netgroup")]
    [InlineData("/etc/list", "Listed")]
    [InlineData("10.0.0.0/8", "Ipv4Mask")]
    [InlineData("010.0.0.0/255.0.0.0", "Ipv4Mask")]
    [InlineData("10.0.0.0/0", "NoNetwork")]
    [InlineData("10.0.0.1/255.255.255.255", "NoNetwork")]
    [InlineData("[2001:db8::]/32", "Ipv6Prefix")]
    [InlineData("[2001:db8::/32]", "Named Bracketed")]
    public void A_host_is_asked_for_by_patterns(string text, string pattern)
    {
        var host = Line($"ALL : {text}").Clients.Patterns.Single().Host;
        (
            host.GetType().Name
            + (host is HostPattern.Named(_, var named, _) ? $" {named.GetType().Name}" : "")
        )
            .Should()
            .Be(pattern);
    }

    [Fact]
    public void A_user_stands_before_the_host_and_a_server_behind_the_daemon()
    {
        var line = Line("rpcbind@10.0.0.1 111@ALL : root@10.0.0.0/8 @group");
        line.Daemons.Patterns.Select(daemon => (daemon.Port, daemon.Server?.Text))
            .Should()
            .Equal((null, "10.0.0.1"), (111, "ALL"));
        line.Clients.Patterns.Select(client => (client.User?.Text, client.Host.Text))
            .Should()
            .Equal(("root", "10.0.0.0/8"), (null, "@group"));
    }

    [Theory]
    [InlineData("allow", "Grant")]
    [InlineData("DENY", "Deny")]
    [InlineData("spawn (echo a\\: b) & : deny", "Beside, Deny")]
    [InlineData("deny : spawn true", "Faulty, Beside")]
    [InlineData("allow :", "Faulty, Faulty")]
    [InlineData("", "Faulty")]
    [InlineData("frobnicate", "Faulty")]
    [InlineData(
        "umask 022 : nice : rfc931 5 : keepalive : linger = 3",
        "Beside, Beside, Beside, Beside, Beside"
    )]
    [InlineData("umask 9", "Faulty")]
    [InlineData("umask \v022", "Beside")]
    [InlineData("severity authpriv.info", "Faulty")]
    [InlineData("severity auth.info", "Beside")]
    [InlineData(
        "user nobody.kmem : group a : aclexec x : twist y",
        "AsUser, AsGroup, AclExec, Twist"
    )]
    [InlineData("setenv A=B c", "Faulty")]
    public void Options_stand_behind_the_second_colon(string text, string options) =>
        string.Join(", ", Line($"ALL : ALL : {text}").Options.Select(one => one.GetType().Name))
            .Should()
            .Be(options);

    [Theory]
    [InlineData("allow : deny", "allow must be the last option, without even a colon behind it")]
    [InlineData("frobnicate x", "there is no option \"frobnicate\"")]
    [InlineData("spawn", "spawn needs a value")]
    [InlineData("keepalive 1", "keepalive takes no value")]
    [InlineData("linger -1", "\"-1\" is no value for linger")]
    [InlineData("", "an option has no name")]
    public void What_is_wrong_with_an_option_is_said(string text, string problem) =>
        Line($"ALL : ALL : {text}")
            .Options.OfType<AccessOption.Faulty>()
            .First()
            .Problem.Should()
            .Be(problem);

    [Theory]
    [InlineData("rpcbind", true)]
    [InlineData("RPCBIND", true)]
    [InlineData("sshd rpcbind@192.168.1.10", true)]
    [InlineData("ALL", true)]
    [InlineData("ALL EXCEPT rpcbind", false)]
    [InlineData("portmap", false)]
    [InlineData("111", false)]
    public void A_line_names_daemons_in_any_case(string daemons, bool names) =>
        Line($"{daemons} : ALL").Names("rpcbind").Should().Be(names);

    private static TableLine.Access Line(string text) => Read(text + "\n").Accesses.Single();

    private static HostsTable Read(string text) =>
        HostsTableReader.Read("hosts.allow", Encoding.Latin1.GetBytes(text));
}
