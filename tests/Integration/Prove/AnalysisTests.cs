using System.Text.Json;
using Integration.LabCommand;
using Integration.Launchers;

namespace Integration.Prove;

/// <summary>The analysis from the command line: no lab is made for it.</summary>
public sealed class AnalysisTests
{
    private const string Recipe = "lab/examples/howto/rules-modern.sh";

    [Theory]
    [InlineData("iptables")]
    [InlineData("nftables")]
    public async Task Our_own_rules_hold_for_every_packet(string protection) =>
        (await HlabProcess.RunAsync(["prove", "--static", "--with", protection]))
            .ShouldEndWith(0)
            .Output.Should()
            .Contain("every packet there could be meets the fate that the policy says");

    [Fact]
    public async Task The_recipe_fails_over_loopback_and_IPv6_with_a_packet_each()
    {
        var proved = await HlabProcess.RunAsync(["prove", "--static", "--rules", Recipe, "--json"]);

        proved.ShouldEndWith(1);
        using var document = JsonDocument.Parse(proved.Output);
        document
            .RootElement.GetProperty("findings")
            .EnumerateArray()
            .Select(finding =>
                $"{finding.GetProperty("id")} {finding.GetProperty("packet").GetProperty("text")}"
            )
            .Should()
            .BeEquivalentTo(
                "loopback-kept-out tcp 127.0.0.1:40000 -> 127.0.0.1:111 on lo",
                "loopback-kept-out udp 127.0.0.1:40000 -> 127.0.0.1:111 on lo",
                "let-in tcp [2001:db8:ffff::7]:40000 -> [2001:db8::1]:111 on eth0",
                "let-in udp [2001:db8:ffff::7]:40000 -> [2001:db8::1]:111 on eth0"
            );
    }

    [Fact]
    public async Task Lint_names_what_is_wrong_and_diff_compares_what_rules_do()
    {
        var linted = await HlabProcess.RunAsync(["lint", Recipe]);
        var equal = await HlabProcess.RunAsync(["diff", Recipe, "lab/examples/howto/rules.sh"]);
        var different = await HlabProcess.RunAsync([
            "diff",
            Recipe,
            "lab/examples/iptables/rules.v4",
        ]);

        linted
            .ShouldEndWith(1)
            .Output.Should()
            .Contain($"{Recipe}:5: warning: no packet ever comes to");
        equal.ShouldEndWith(0).Output.Should().StartWith("equal");
        different.ShouldEndWith(1).Output.Should().Contain("@@ IPv4 in\n").And.Contain("such as ");
    }

    [Fact]
    public async Task What_it_can_not_read_is_refused_with_its_place() =>
        (await HlabProcess.RunAsync(["lint", "nftables:lab/examples/iptables/rules.v4"]))
            .ShouldEndWith(2)
            .Error.Should()
            .StartWith("lab/examples/iptables/rules.v4:");

    [Fact]
    public async Task Lint_prints_the_recipe_mended_and_beside_it_what_is_proved()
    {
        var mended = await HlabProcess.RunAsync(["lint", "--fix", Recipe]);

        // Over IPv6 it still guards nothing.
        mended
            .ShouldEndWith(1)
            .Output.Should()
            .Contain("\niptables -A INPUT -i lo -j ACCEPT\n")
            .And.NotContain("127.0.0.1");
        mended.Error.Should().Contain(": loopback-kept-out: ").And.Contain("; proved: ");
    }

    [Theory]
    [InlineData("there is no option --jsn", "lint", "--jsn", Recipe)]
    [InlineData("there is no option --jsn", "diff", "--jsn", Recipe)]
    [InlineData("ask for one", "lint", "--json", "--fix", Recipe)]
    [InlineData("this is a directory, expected a file", "lint", "lab/examples")]
    [InlineData("there is no such file", "diff", Recipe, "lab/examples/none.v4")]
    [InlineData("no line but comments", "lint", "/dev/null")]
    [InlineData("expected text", "lint", "/bin/sh")]
    public async Task Bad_input_ends_with_a_message(string message, params string[] arguments)
    {
        var refused = await HlabProcess.RunAsync(arguments);

        refused.ShouldEndWith(2).Error.Should().Contain(message);
        refused.Output.Should().BeEmpty();
    }
}
