using Integration.LabCommand;

namespace Integration.Prove;

/// <summary>Rules of ebtables and arptables, with their own tools; and a step from ebtables to nft.</summary>
public sealed class FramesTests : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("hlab-test-");

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public async Task What_is_said_of_frames_is_loaded_and_decides_nothing_of_packets()
    {
        var bridge = await WriteAsync(
            "x.ebtables",
            "*filter\n:INPUT ACCEPT\n:FORWARD DROP\n-A INPUT -i eth0 --mark 0x3 -j DROP\n"
        );
        var arp = await WriteAsync(
            "x.arptables",
            "*filter\n:INPUT ACCEPT\n:OUTPUT ACCEPT\n-A INPUT --opcode 30 -j DROP\n"
        );
        var rules = await WriteAsync(
            "rules.v4",
            "*filter\n:INPUT ACCEPT [0:0]\n-A INPUT -i lo -j ACCEPT\n-A INPUT -s 192.168.1.0/24 -j ACCEPT\n-A INPUT -j DROP\nCOMMIT\n"
        );

        var proved = await Proved.ByAsync([Testdata.Lan, "--rules", bridge, arp, rules]);

        proved.Document.WrongCells.Where(cell => cell.Family == "ipv4").Should().BeEmpty();
        proved
            .Document.Findings.Select(finding => finding.Id)
            .Should()
            .NotContain(["refused-ruleset", "analysis-disagrees"]);
    }

    [Theory]
    [InlineData("x.ebtables", "-A INPUT -j NOSUCH", "ebtables-nft-restore")]
    [InlineData("x.arptables", "-A INPUT -j NOSUCH", "arptables-nft-restore")]
    public async Task What_its_tool_refuses_is_told_with_its_reason(
        string name,
        string rule,
        string tool
    )
    {
        var rules = await WriteAsync(name, $"*filter\n:INPUT ACCEPT\n{rule}\n");

        var proved = await Proved.ByAsync([Testdata.Lan, "--rules", rules]);

        proved
            .Document.Findings.Should()
            .ContainSingle(finding => finding.Id == "refused-ruleset")
            .Which.Message.Should()
            .Contain(tool)
            .And.Contain("NOSUCH");
    }

    [Fact]
    public async Task A_step_from_ebtables_to_nft_is_proved()
    {
        var old = await WriteAsync(
            "x.ebtables",
            "*filter\n:FORWARD ACCEPT\n-A FORWARD -p 802_1Q --vlan-id 7 -j DROP\n"
        );
        var same = await WriteAsync(
            "same.nft",
            "table bridge x { chain y { type filter hook forward priority -200; vlan id 7 drop; }; }\n"
        );
        var other = await WriteAsync(
            "other.nft",
            "table bridge x { chain y { type filter hook forward priority -200; vlan id 8 drop; }; }\n"
        );

        var equal = await HlabProcess.RunAsync(["diff", old, same]);
        var different = await HlabProcess.RunAsync(["diff", old, other]);

        equal.ShouldEndWith(0).Output.Should().StartWith("equal: ");
        different
            .ShouldEndWith(1)
            .Output.Should()
            .Contain("@@ bridge forward\n+ ether type 0x8100, vlan id 7\n")
            .And.Contain("such as frame of type 0x8100 on eth0 with vlan id 7\n");
    }

    private async Task<string> WriteAsync(string name, string text)
    {
        var path = Path.Join(directory.FullName, name);
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        return path;
    }
}
