using System.Text;
using Hardening.Analysis.Wrappers;
using Hardening.Rulesets.HostsAccess;
using Hardening.Tests.Protections;

namespace Hardening.Tests.Analysis.Wrappers;

/// <summary>What is worth knowing of libwrap, each said by libwrap itself too.</summary>
[Collection(Libwrap.Collection)]
public sealed class AccessCheckTests
{
    [Theory]
    [InlineData("", "", "10.0.0.1", true)]
    [InlineData("rpcbind : 10.0.0.0/8\n", "ALL : ALL\n", "10.0.0.1", true)]
    [InlineData("portmap : 10.0.0.0/8\n", "ALL : ALL\n", "10.0.0.1", false)]
    [InlineData("rpcbind : 10.0.0.0/8 EXCEPT 10.0.0.1\n", "ALL : ALL\n", "10.0.0.1", false)]
    [InlineData(
        "rpcbind : 10.0.0.0/8 EXCEPT 10.0.0.1 EXCEPT ALL\n",
        "ALL : ALL\n",
        "10.0.0.1",
        true
    )]
    // A colon at the end of a line is an option without a name, which denies.
    [InlineData("rpcbind : ALL :\n", "", "10.0.0.1", false)]
    [InlineData("rpcbind : ALL : allow :\n", "", "10.0.0.1", false)]
    [InlineData("rpcbind : ALL\n", "rpcbind : ALL : allow\n", "::1", true)]
    [InlineData("sshd : ALL\n", "rpcbind : ALL : allow\n", "::1", true)]
    // Whatever lacks its newline, if only a remark.
    [InlineData("", "# nothing", "10.0.0.1", false)]
    [InlineData("", " ", "10.0.0.1", false)]
    [InlineData("rpcbind : ALL", "", "10.0.0.1", true)]
    [InlineData("rpcbind : ALL", "ALL : ALL\n", "10.0.0.1", false)]
    [InlineData("rpcbind : ALL\n#", "ALL : ALL\n", "10.0.0.1", true)]
    [InlineData("# all \\\nrpcbind : ALL\n", "ALL : ALL\n", "10.0.0.1", false)]
    [InlineData("rpcbind : 10.0.0.2, \\\n 10.0.0.1\n", "ALL : ALL\n", "10.0.0.1", true)]
    [InlineData("rpcbind : 10.0.0.2, \\\r\n 10.0.0.1\r\n", "ALL : ALL\n", "10.0.0.1", false)]
    // A leading 0 makes a part octal.
    [InlineData("rpcbind : 010.0.0.0/8\n", "ALL : ALL\n", "8.0.0.1", true)]
    [InlineData("rpcbind : 0.0.0.0/0\n", "ALL : ALL\n", "10.0.0.1", false)]
    [InlineData("rpcbind : [::]/0\n", "ALL : ALL\n", "2001:db8::1", true)]
    [InlineData("rpcbind : [::]/0\n", "ALL : ALL\n", "10.0.0.1", false)]
    [InlineData("rpcbind : [::ffff:10.0.0.1]\n", "ALL : ALL\n", "::ffff:10.0.0.1", false)]
    [InlineData("rpcbind : 10.0.0.1\n", "ALL : ALL\n", "::ffff:10.0.0.1", true)]
    [InlineData("rpcbind : 2001:db8::1\n", "ALL : ALL\n", "2001:db8::1", false)]
    [InlineData("rpcbind : 10.0.0.*\n", "ALL : ALL\n", "10.0.0.1", true)]
    [InlineData("rpcbind : 10.0.0.1**\n", "ALL : ALL\n", "10.0.0.1", false)]
    // rpcbind does not tell its own address: such a line is never about it.
    [InlineData("rpcbind@10.0.0.9 : ALL\n", "ALL : ALL\n", "10.0.0.1", false)]
    [InlineData("rpcbind@ALL : ALL\n", "ALL : ALL\n", "10.0.0.1", true)]
    [InlineData("111 : ALL\n", "ALL : ALL\n", "10.0.0.1", false)]
    [InlineData("rpcbind : root@10.0.0.1\n", "ALL : ALL\n", "10.0.0.1", false)]
    [InlineData("rpcbind : UNKNOWN@10.0.0.1\n", "ALL : ALL\n", "10.0.0.1", true)]
    [InlineData("rpcbind : UNKNOWN\n", "ALL : ALL\n", "10.0.0.1", true)]
    [InlineData("rpcbind : KNOWN\n", "ALL : ALL\n", "10.0.0.1", false)]
    [InlineData("rpcbind : ALL : severity authpriv.info\n", "", "10.0.0.1", false)]
    [InlineData("rpcbind : ALL : frobnicate\n", "", "10.0.0.1", false)]
    [InlineData("", "rpcbind : ALL : twist /bin/true\n", "10.0.0.1", false)]
    public void It_is_so(string allow, string deny, string address, bool granted)
    {
        Check(allow, deny, address).IsGranted.Should().Be(granted);
        Assert.SkipUnless(Libwrap.IsHere, Libwrap.Missing);
        using var libwrap = new Libwrap(allow, deny);
        libwrap.Allows("rpcbind", address).Should().Be(granted);
    }

    [Theory]
    [InlineData("aclexec /bin/true", true)]
    [InlineData("aclexec /bin/false", false)]
    [InlineData("aclexec /bin/false : aclexec /bin/true", true)]
    public void A_command_of_aclexec_that_fails_takes_the_match_back(string options, bool granted)
    {
        var allow = $"rpcbind : ALL : {options}\nrpcbind : ALL\n";
        Check(
            allow,
            "ALL : ALL\n",
            "10.0.0.1",
            question => question.Contains("true", StringComparison.Ordinal)
        )
            .IsGranted.Should()
            .Be(granted);
        Assert.SkipUnless(Libwrap.IsHere, Libwrap.Missing);
        using var libwrap = new Libwrap(allow, "ALL : ALL\n");
        libwrap.Allows("rpcbind", "10.0.0.1").Should().Be(granted);
        libwrap.Replace("ALL : ALL : aclexec /bin/true\n"u8, ""u8);
        libwrap.Allows("rpcbind", "10.0.0.1").Should().BeTrue("so that it forgets");
    }

    [Theory]
    [InlineData(
        "rpcbind : 10.0.0.0/8\nALL : ALL : deny\n",
        "10.0.0.1",
        "hosts.allow:1 rpcbind : 10.0.0.0/8"
    )]
    [InlineData(
        "rpcbind : 10.0.0.0/8\nALL : ALL : deny\n",
        "11.0.0.1",
        "hosts.allow:2 ALL : ALL : deny"
    )]
    [InlineData(
        "# a\n\nrpcbind : \\\n  10.0.0.1\n",
        "10.0.0.1",
        "hosts.allow:3 rpcbind :   10.0.0.1"
    )]
    [InlineData("rpcbind : 10.0.0.0/8\n", "11.0.0.1", "hosts.deny:2 rpcbind : ALL")]
    public void The_line_that_decided_is_named(string allow, string address, string place)
    {
        var decided = Check(allow, "\nrpcbind : ALL\n", address).DecidedBy!;
        $"{decided.File}:{decided.Line} {decided.Text}".Should().Be(place);
    }

    [Fact]
    public void What_only_DNS_knows_is_asked_for_by_name()
    {
        var tables = Tables("rpcbind : .example.com @trusted\n", "");
        new AccessCheck(tables, _ => false)
            .Decide(new AccessRequest("rpcbind", "10.0.0.1"))
            .DependsOn.Should()
            .Equal(
                "whether the client's address has no name",
                "whether the client's name does not lead back to its address",
                "whether the client's name is .example.com",
                "whether the client is in the netgroup trusted"
            );
    }

    private static AccessDecision Check(
        string allow,
        string deny,
        string address,
        Func<string, bool>? answerOf = null
    ) =>
        new AccessCheck(Tables(allow, deny), answerOf ?? (_ => false)).Decide(
            new AccessRequest("rpcbind", address) { Name = "unknown" }
        );

    private static WrapperTables Tables(string allow, string deny) =>
        new(
            HostsTableReader.Read("hosts.allow", Encoding.UTF8.GetBytes(allow)),
            HostsTableReader.Read("hosts.deny", Encoding.UTF8.GetBytes(deny))
        );
}
