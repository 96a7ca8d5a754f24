using Hardening.Rulesets;
using Hardening.Rulesets.HostsAccess;

namespace Hardening.Tests.Rulesets.HostsAccess;

public class AccessLineTests
{
    [Fact]
    public void Blank_lines_and_comments_say_nothing() =>
        Read("# rpcbind : ALL\n\n \t\nrpcbind : ALL\n")
            .Should()
            .Equal(new AccessLine("hosts.deny", 4, ["rpcbind"], Denies: false, IsWhole: true));

    [Fact]
    public void A_backslash_goes_on_in_the_next_line() =>
        Read("rpcbind, \\\nportmap : ALL\nsshd : ALL\n")
            .Should()
            .Equal(
                new AccessLine(
                    "hosts.deny",
                    1,
                    ["rpcbind", "portmap"],
                    Denies: false,
                    IsWhole: true
                ),
                new AccessLine("hosts.deny", 3, ["sshd"], Denies: false, IsWhole: true)
            );

    [Theory]
    [InlineData("sshd : ALL\nrpcbind : ALL")]
    [InlineData("sshd : ALL\nrpcbind : ALL \\\n")]
    public void A_last_line_without_its_newline_is_not_whole(string text) =>
        Read(text).Select(line => line.IsWhole).Should().Equal(true, false);

    [Theory]
    [InlineData("rpcbind : ALL\n", true)]
    [InlineData("RPCBIND : ALL\n", true)]
    [InlineData("sshd rpcbind@192.168.1.10 : ALL\n", true)]
    [InlineData("ALL : ALL\n", true)]
    [InlineData("portmap : ALL\n", false)]
    [InlineData("rpc : rpcbind\n", false)]
    public void It_names_daemons_in_any_case(string text, bool names) =>
        Read(text).Single().Names("rpcbind").Should().Be(names);

    private static IEnumerable<AccessLine> Read(string text) =>
        AccessLine.Read(new RulesetFile(RulesetKind.HostsDeny, "hosts.deny", text));
}
