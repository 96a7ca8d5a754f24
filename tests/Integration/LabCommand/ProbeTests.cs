using System.Text.Json;

namespace Integration.LabCommand;

/// <summary>What a probe of a lab shows.</summary>
public sealed class ProbeTests
{
    [Fact]
    public async Task A_probe_shows_verdict_evidence_and_the_rule_that_decided()
    {
        await using var labs = await KeptLabs.UpAsync("--with", "iptables");

        var probe = (await labs.LabAsync("probe", "10.20.30.40", "portmap/udp")).ShouldEndWith(0);

        probe.Output.Split('\n').Should().HaveCount(4);
        probe
            .Output.Should()
            .StartWith("10.20.30.40/portmap/udp/v2.dump: dropped")
            .And.Contain("arrived at wan0, not delivered")
            .And.MatchRegex("ip filter HLAB-portmap: -A HLAB-portmap .*-j DROP");
    }

    [Theory]
    [InlineData(
        "iptables-legacy -t mangle -A INPUT -j ACCEPT",
        "ip filter HLAB-portmap: -A .*-j DROP"
    )]
    [InlineData(
        "iptables-legacy -P INPUT DROP; iptables -F HLAB-portmap",
        @"ip filter \(legacy\) INPUT: -P INPUT DROP"
    )]
    [InlineData(
        "nft 'table inet a { chain b { type filter hook input priority -5; policy drop; }; }'",
        "inet a b: policy drop"
    )]
    public async Task The_tables_of_iptables_legacy_are_not_taken_for_the_end_of_what_they_let_by(
        string change,
        string rule
    )
    {
        await using var labs = await KeptLabs.UpAsync("--with", "iptables");
        (
            await labs.LabAsync("exec", "target", "--", "iptables-legacy", "-t", "mangle", "-S")
        ).ShouldEndWith(0);
        (await labs.LabAsync("exec", "target", "--", "sh", "-c", change)).ShouldEndWith(0);

        var probe = (await labs.LabAsync("probe", "10.20.30.40", "portmap/udp")).ShouldEndWith(0);

        probe.Output.Should().MatchRegex(rule);
    }

    [Theory]
    [InlineData("lan0", "192.168.1.128", "lan0", "allowed")]
    [InlineData("wan0", "10.0.0.1", "wan0", "dropped")]
    [InlineData("target", "127.0.0.1", "lo", "allowed")]
    [InlineData("192.168.1.77", "192.168.1.77", "lan0", "allowed")]
    [InlineData("192.168.1.10", "192.168.1.10", "lo", "allowed")]
    [InlineData("127.1.2.3", "127.1.2.3", "lo", "allowed")]
    [InlineData("2001:db8:5::5", "2001:db8:5::5", "wan0", "dropped")]
    [InlineData("fe80::3", "fe80::3", "wan0", "dropped")]
    public async Task Everybody_in_the_lab_can_ask(
        string from,
        string source,
        string via,
        string verdict
    )
    {
        await using var labs = await KeptLabs.UpAsync("--with", "nftables");

        var probe = (await labs.LabAsync("probe", from, "--json")).ShouldEndWith(0);

        var document = JsonDocument.Parse(probe.Output).RootElement;
        document.GetProperty("lab").GetString().Should().Be("default");
        var probes = document.GetProperty("probes").EnumerateArray().ToList();
        probes
            .Select(asked => asked.GetProperty("transport").GetString())
            .Should()
            .Equal("tcp", "udp");
        foreach (var asked in probes)
        {
            asked.GetProperty("source").GetString().Should().Be(source);
            asked.GetProperty("via").GetString().Should().Be(via);
            asked.GetProperty("observed").GetString().Should().Be(verdict);
            asked.TryGetProperty("expected", out _).Should().BeFalse();
        }
    }

    [Theory]
    [InlineData("lan00", "portmap", "did you mean lan0?")]
    [InlineData("lan0", "portmapp", "did you mean portmap?")]
    [InlineData("lan0", "portmap/sctp", "expected tcp or udp")]
    [InlineData("224.0.0.1", "portmap", "224.0.0.1")]
    public async Task A_wrong_question_exits_with_2_and_says_what_would_be_right(
        string from,
        string service,
        string says
    )
    {
        await using var labs = await KeptLabs.UpAsync("--bare");

        var probe = (await labs.LabAsync("probe", from, service)).ShouldEndWith(2);

        probe.Error.Should().Contain(says);
        probe.Output.Should().BeEmpty();
    }

    [Fact]
    public async Task Several_who_ask_at_once_all_get_their_verdict()
    {
        await using var labs = await KeptLabs.UpAsync("--with", "iptables");

        var probes = await Task.WhenAll(
            Enumerable.Range(1, 6).Select(host => labs.LabAsync("probe", $"10.0.7.{host}"))
        );

        probes.Should().OnlyContain(probe => probe.ExitCode == 0);
        probes
            .SelectMany(probe => probe.Output.Split('\n'))
            .Count(line => line.Contains(": dropped in"))
            .Should()
            .Be(12);
    }

    [Fact]
    public async Task A_probe_leaves_the_rules_as_they_were()
    {
        await using var labs = await KeptLabs.UpAsync("--with", "nftables");
        string[] list = ["exec", "target", "--", "nft", "-s", "list", "ruleset"];
        var before = await labs.LabAsync(list);

        (await labs.LabAsync("probe", "wan0")).ShouldEndWith(0);

        (await labs.LabAsync(list)).Should().Be(before);
    }

    [Fact]
    public async Task A_service_of_ones_own_answers_programs_too()
    {
        await using var labs = await KeptLabs.UpAsync("lab/policies/storage.yaml");

        var asked = await labs.LabAsync(
            "exec",
            "lan2",
            "--",
            "bash",
            "-c",
            "exec 3<>/dev/tcp/10.9.0.10/873; echo hello >&3; read -r -t 5 -u 3 said; echo \"$said\""
        );

        asked.ShouldEndWith(0).Output.Should().Be("hello\n");
    }
}
