using System.Text.Json;
using Integration.LabCommand;
using Integration.Launchers;

namespace Integration.Prove;

/// <summary>hosts.allow and hosts.deny in the analysis, from the command line.</summary>
public sealed class StaticWrappersTests
{
    private const string Data = "tests/Integration/Prove/testdata";

    [Fact]
    public async Task The_default_policy_holds_layer_by_layer() =>
        (await HlabProcess.RunAsync(["prove", "--static"]))
            .ShouldEndWith(0)
            .Output.Should()
            .Contain("holds    portmap 111/tcp over IPv6: the wrappers\n")
            .And.Contain("holds    portmap 111/udp over IPv4: the firewall, then the wrappers\n");

    [Theory]
    [InlineData(
        "one-bit-too-narrow.hosts.allow",
        "kept-out tcp 192.168.1.128:40000 -> 192.168.1.10:111 on eth0"
    )]
    [InlineData(
        "loopback-forgotten.hosts.allow",
        "loopback-kept-out tcp 127.0.0.1:40000 -> 127.0.0.1:111 on lo"
    )]
    [InlineData(
        "unterminated.hosts.allow",
        "kept-out tcp 192.168.1.20:40000 -> 192.168.1.10:111 on eth0"
    )]
    public async Task What_packets_show_of_broken_files_the_analysis_shows_too(
        string allow,
        string finding
    )
    {
        var proved = await HlabProcess.RunAsync([
            "prove",
            $"{Data}/lan.yaml",
            "--static",
            "--json",
            "--rules",
            $"{Data}/broken/{allow}",
            $"{Data}/sound/hosts.deny",
        ]);

        proved.ShouldEndWith(1);
        using var document = JsonDocument.Parse(proved.Output);
        document
            .RootElement.GetProperty("findings")
            .EnumerateArray()
            .Select(one =>
                $"{one.GetProperty("id")} {one.GetProperty("packet").GetProperty("text")}"
            )
            .Should()
            .Contain(finding);
    }
}
