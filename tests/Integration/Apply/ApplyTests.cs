using System.Text.Json;
using HardeningLab.Engines;
using Integration.LabCommand;
using Integration.Prove;

namespace Integration.Apply;

/// <summary>A host is brought to its policy, again without a change, and back without a trace.</summary>
public sealed class ApplyTests
{
    // Two of them, as one may have to wait while a rule is taken away. For 30 s at most.
    private const string Sender = """
        fork;
        socket(S, AF_INET, SOCK_DGRAM, 0);
        $to = sockaddr_in(111, inet_aton('203.0.113.1'));
        for ($end = time + 30; time < $end && !-e $ARGV[0]; ) { send(S, 'x', 0, $to) && $sent++ for 1..100 }
        wait > 0 and print $sent;
        """;

    private static readonly string[] Protections = ["tcp-wrappers", "iptables", "nftables"];

    // What other people have on their hosts; the last line of hosts.deny lacks its newline.
    private const string Foreign = """
        iptables -A INPUT -p tcp --dport 22 -j ACCEPT
        iptables -N DOCKER-USER
        nft add table inet firewalld
        nft 'add chain inet firewalld input { type filter hook input priority 5; }'
        printf 'sshd : ALL\n' >/etc/hosts.allow
        printf '# theirs\nin.fingerd : ALL' >/etc/hosts.deny
        chmod 640 /etc/hosts.deny
        """;

    [Theory]
    [InlineData("")]
    [InlineData(Foreign)]
    public async Task A_second_run_changes_nothing_and_undo_leaves_nothing(string before)
    {
        await using var host = await HostInLab.StartAsync();
        await host.ShellAsync(before);
        var untouched = await host.LookAsync();
        var policy = await WriteAsync(host, Protections);

        (await host.HlabAsync("apply", policy, "local"))
            .ShouldEndWith(0)
            .Output.Should()
            .Contain("changed=1");
        Proved.Read(await host.Labs.LabAsync("prove", "--json")).ShouldHold();
        (await host.HlabAsync("apply", policy, "local"))
            .ShouldEndWith(0)
            .Output.Should()
            .Contain("changed=0");

        (await host.HlabAsync("undo", "local")).ShouldEndWith(0);
        (await host.LookAsync()).Should().Be(untouched);
        (await host.HlabAsync("undo", "local"))
            .ShouldEndWith(0)
            .Output.Should()
            .Contain("changed=0");
    }

    [Fact]
    public async Task A_check_tells_and_touches_nothing()
    {
        await using var host = await HostInLab.StartAsync();
        var untouched = await host.LookAsync();
        var policy = await WriteAsync(host, Protections);

        var check = await host.HlabAsync("apply", policy, "local", "--check", "--diff");

        check.ShouldEndWith(1).Output.Should().Contain("\n+-A HLAB-portmap -j DROP\n");
        check.Output.Should().Contain("\n+rpcbind portmap : ALL : deny\n");
        (await host.LookAsync()).Should().Be(untouched);
    }

    [Fact]
    public async Task What_is_not_confirmed_is_taken_back()
    {
        await using var host = await HostInLab.StartAsync();
        await host.ShellAsync(Foreign);
        var untouched = await host.LookAsync();
        var policy = await WriteAsync(host, Protections);

        var applied = await host.HlabAsync(
            "apply",
            policy,
            "local",
            "--confirm-by-hand",
            "--confirm",
            HostInLab.Soon
        );

        applied.ShouldEndWith(0).Output.Should().Contain("hlab confirm local");
        (await host.LookAsync()).Should().NotBe(untouched);
        await HostInLab.ShouldBecomeAsync(host.LookAsync, untouched);
        (await host.HlabAsync("confirm", "local")).ShouldEndWith(1);
    }

    [Fact]
    public async Task What_is_confirmed_by_hand_stays()
    {
        await using var host = await HostInLab.StartAsync();
        var policy = await WriteAsync(host, Protections);
        await host.HlabAsync("apply", policy, "local", "--confirm-by-hand", "--confirm", "600");
        (await SwitchesAsync()).Should().Be("1\n");

        (await host.HlabAsync("confirm", "local")).ShouldEndWith(0);

        // Nobody is left who could take it back.
        (await SwitchesAsync())
            .Should()
            .Be("0\n");
        (await host.HlabAsync("apply", policy, "local", "--check")).ShouldEndWith(0);

        async Task<string> SwitchesAsync() =>
            (
                await host.ShellAsync(
                    "cat /proc/[0-9]*/cmdline | tr '\\0' ' ' | grep -c 'host[.]sh switch'"
                )
            ).Output;
    }

    [Fact]
    public async Task A_change_whose_switch_was_killed_waits_for_nobody()
    {
        await using var host = await HostInLab.StartAsync();
        var untouched = await host.LookAsync();
        var policy = await WriteAsync(host, Protections);
        await host.HlabAsync("apply", policy, "local", "--confirm-by-hand", "--confirm", "600");
        (await host.HlabAsync("apply", policy, "local"))
            .ShouldEndWith(3)
            .Output.Should()
            .Contain("a change waits for its confirmation");

        (
            await host.ShellAsync("kill -s KILL -- -$(cat /etc/hardeninglab/pending/switch)")
        ).ShouldEndWith(0);
        (await host.HlabAsync("apply", policy, "local"))
            .ShouldEndWith(0)
            .Output.Should()
            .Contain("changed=1");

        (await host.HlabAsync("undo", "local")).ShouldEndWith(0);
        (await host.LookAsync()).Should().Be(untouched);
    }

    [Fact]
    public async Task A_part_that_is_refused_takes_the_others_back()
    {
        await using var host = await HostInLab.StartAsync();
        var untouched = await host.LookAsync();
        var policy = await WriteAsync(host, Protections);

        // A link to nowhere: the wrappers are the last part, and can't be written.
        await host.ShellAsync("ln -sf /nowhere/at/all /etc/hosts.allow");
        var broken = await host.LookAsync();
        var applied = await host.HlabAsync("apply", policy, "local");

        applied
            .ShouldEndWith(1)
            .Output.Should()
            .Contain("/etc/hosts.allow is a link to nowhere")
            .And.Contain("hosts.allow was refused");
        applied.Output.Should().Contain("rolled-back=1");
        (await host.LookAsync()).Should().Be(broken).And.NotBe(untouched);
    }

    [Fact]
    public async Task Another_policy_takes_the_place_of_the_first_and_a_jump_that_was_overtaken_is_first_again()
    {
        await using var host = await HostInLab.StartAsync();
        await host.HlabAsync("apply", await WriteAsync(host, ["iptables"], "10.0.0.0/8"), "local");
        await host.ShellAsync("iptables -I INPUT -p tcp --dport 111 -j ACCEPT");
        var policy = await WriteAsync(host, ["iptables"]);

        (await host.HlabAsync("apply", policy, "local"))
            .ShouldEndWith(0)
            .Output.Should()
            .Contain("changed=1");

        Proved.Read(await host.Labs.LabAsync("prove", "--json")).ShouldHold();
        (await host.ShellAsync("iptables -S INPUT | sed -n 2p"))
            .Output.Should()
            .Be("-A INPUT -j HLAB\n");
    }

    [Fact]
    public async Task What_somebody_flushed_and_nobody_wants_any_more_is_forgotten()
    {
        await using var host = await HostInLab.StartAsync();
        var untouched = await host.LookAsync();
        await host.HlabAsync("apply", await WriteAsync(host, ["iptables", "nftables"]), "local");
        await host.ShellAsync("nft delete table ip filter; nft delete table ip6 filter");
        (await host.HlabAsync("status", "local")).ShouldEndWith(1).Output.Should().Contain("drift");

        var policy = await WriteAsync(host, ["nftables"]);
        (await host.HlabAsync("apply", policy, "local"))
            .ShouldEndWith(0)
            .Output.Should()
            .Contain("not in force any more");

        (await host.HlabAsync("status", "local"))
            .ShouldEndWith(0)
            .Output.Should()
            .Contain("in force (nftables)");
        (await host.HlabAsync("apply", policy, "local")).Output.Should().Contain("changed=0");
        (await host.HlabAsync("undo", "local")).ShouldEndWith(0);
        (await host.LookAsync()).Should().Be(untouched);
    }

    [Fact]
    public async Task The_status_tells_what_is_there_and_what_somebody_changed()
    {
        await using var host = await HostInLab.StartAsync();
        var policy = await WriteAsync(host, Protections);
        (await host.HlabAsync("status", "local"))
            .ShouldEndWith(1)
            .Output.Should()
            .Contain("absent");

        await host.HlabAsync("apply", policy, "local", "--confirm-by-hand");
        (await host.HlabAsync("status", "local"))
            .ShouldEndWith(1)
            .Output.Should()
            .Contain("waiting");

        await host.HlabAsync("confirm", "local");
        (await host.HlabAsync("status", "local"))
            .ShouldEndWith(0)
            .Output.Should()
            .Contain("in force (nftables, iptables, ip6tables, hosts.deny, hosts.allow)");

        await host.ShellAsync("iptables -D HLAB-portmap -j DROP");
        (await host.HlabAsync("status", "local"))
            .ShouldEndWith(1)
            .Output.Should()
            .Contain("drifted")
            .And.Contain("\n+-A HLAB-portmap -j DROP\n");

        (await host.HlabAsync("apply", policy, "local")).ShouldEndWith(0);
        await host.ShellAsync("iptables -I INPUT -j ACCEPT");
        (await host.HlabAsync("status", "local"))
            .ShouldEndWith(1)
            .Output.Should()
            .Contain("another rule comes first");
    }

    [Fact]
    public async Task The_hosts_of_a_lab_are_hosts_like_any_other_and_each_has_its_own_outcome()
    {
        await using var host = await HostInLab.StartAsync();
        var untouched = await host.LookAsync();
        var policy = await WriteAsync(host, Protections);

        var applied = await host.HlabOutsideAsync(
            "apply",
            policy,
            "lab:target",
            "lab:nosuch/target",
            "--json"
        );

        applied.ShouldEndWith(3);
        var hosts = JsonDocument.Parse(applied.Output).RootElement.GetProperty("hosts");
        hosts
            .EnumerateArray()
            .Select(of => (of.GetProperty("host").GetString(), of.GetProperty("state").GetString()))
            .Should()
            .Equal(("lab:target", "changed"), ("lab:nosuch/target", "failed"));
        hosts[0].GetProperty("changes").GetArrayLength().Should().Be(5);
        hosts[1].GetProperty("message").GetString().Should().Contain("nosuch");
        Proved.Read(await host.Labs.LabAsync("prove", "--json")).ShouldHold();

        var status = await host.HlabOutsideAsync("status", "lab:default/target", "--json");
        status.ShouldEndWith(0).Output.Should().Contain("\"standing\":\"in-force\"");
        (await host.HlabOutsideAsync("undo", "lab:target")).ShouldEndWith(0);
        (await host.LookAsync()).Should().Be(untouched);
    }

    /// <summary>As Docker publishes a container's port.</summary>
    [Fact]
    public async Task A_port_that_is_passed_on_before_our_rules_is_named_in_the_plan()
    {
        await using var host = await HostInLab.StartAsync();
        await host.ShellAsync(
            "iptables -t nat -N DOCKER; iptables -t nat -A DOCKER ! -i docker0 -p tcp -m tcp --dport 111 -j DNAT --to-destination 172.17.0.2:111; iptables -t nat -A DOCKER -p tcp -m tcp --dport 80 -j DNAT --to-destination 172.17.0.2:80"
        );
        var firewall = await WriteAsync(host, ["iptables"]);

        var planned = await host.HlabAsync("apply", firewall, "local", "--check", "--no-rehearsal");

        planned
            .ShouldEndWith(1)
            .Output.Should()
            .Contain("111/tcp of portmap is passed on to 172.17.0.2:111 before INPUT")
            .And.NotContain("172.17.0.2:80");
        var wrappers = await WriteAsync(host, ["tcp-wrappers"]);
        (await host.HlabAsync("apply", wrappers, "local", "--check", "--no-rehearsal"))
            .ShouldEndWith(1)
            .Output.Should()
            .NotContain("passed on");
    }

    [Theory]
    [InlineData("iptables")]
    [InlineData("iptables-legacy")]
    [InlineData("nftables")]
    public async Task Ports_that_are_passed_on_are_guarded_where_that_was_asked_for(string with)
    {
        await using var host = await HostInLab.StartAsync();
        // As Docker does, but for its chain DOCKER-USER, which is missing in IPv6; counted is who is passed on.
        var tool = with == "iptables-legacy" ? with : "iptables";
        await host.ShellAsync(
            $"""
            echo 1 >/proc/sys/net/ipv4/ip_forward
            {tool} -N DOCKER-USER
            {tool} -A DOCKER-USER -j RETURN
            {tool} -A FORWARD -j DOCKER-USER
            {tool} -A FORWARD -p tcp --dport 8111 -j ACCEPT
            {tool} -t nat -A PREROUTING ! -i docker0 -p tcp -m tcp --dport 111 -j DNAT --to-destination 192.168.1.128:8111
            """
        );
        var untouched = await host.LookAsync();
        (await PassedOnAsync()).Should().BeTrue();

        var open = await host.HlabAsync("apply", await WriteAsync(host, [with]), "local");
        open.ShouldEndWith(0).Output.Should().Contain("say --docker-user to guard it too");
        (await PassedOnAsync()).Should().BeTrue();

        (await ApplyAsync("192.168.1.0/24"))
            .ShouldEndWith(0)
            .Output.Should()
            .Contain("changed=1")
            .And.NotContain("does not meet our rules");
        (await PassedOnAsync()).Should().BeFalse();
        (await ApplyAsync("192.168.1.0/24")).Output.Should().Contain("changed=0");
        (await host.HlabAsync("status", "local")).ShouldEndWith(0);

        (await ApplyAsync("10.0.0.1")).ShouldEndWith(0).Output.Should().Contain("changed=1");
        (await PassedOnAsync()).Should().BeTrue();

        (await host.HlabAsync("undo", "local")).ShouldEndWith(0);
        (await host.LookAsync()).Should().Be(untouched);

        async Task<ExecResult> ApplyAsync(string allow) =>
            await host.HlabAsync(
                "apply",
                await WriteAsync(host, [with], allow),
                "local",
                "--docker-user"
            );

        async Task<bool> PassedOnAsync()
        {
            await host.ShellAsync($"{tool} -Z FORWARD");
            await host.Labs.LabAsync(
                "exec",
                "wan0",
                "--",
                "timeout",
                "0.5",
                "bash",
                "-c",
                ">/dev/tcp/203.0.113.1/111"
            );
            var counted = await host.ShellAsync($"{tool} -nvxL FORWARD");
            return counted
                .Output.Split('\n')
                .Any(rule => rule.Contains("dpt:8111") && !rule.TrimStart().StartsWith('0'));
        }
    }

    /// <summary>Three hundred rules fill a chain: more are told apart by chains in between.</summary>
    [Fact]
    public async Task A_policy_of_very_many_ports_is_applied_and_leaves_no_chain_behind()
    {
        await using var host = await HostInLab.StartAsync();
        var untouched = await host.LookAsync();
        var ports = string.Join(", ", Enumerable.Range(1000, 310));
        var policy = await host.WritePolicyAsync(
            $"policy: many ports\nprotect:\n  - service: {{ name: many, tcp: [{ports}] }}\n    allow: [192.168.1.0/24]\nwith: [iptables]\n"
        );

        (await host.HlabAsync("apply", policy, "local", "--no-rehearsal", "--docker-user"))
            .ShouldEndWith(0)
            .Output.Should()
            .Contain("changed=1");
        (await host.HlabAsync("apply", policy, "local", "--no-rehearsal", "--docker-user"))
            .ShouldEndWith(0)
            .Output.Should()
            .Contain("changed=0");

        (await host.HlabAsync("undo", "local")).ShouldEndWith(0);
        (await host.LookAsync()).Should().Be(untouched);
    }

    /// <summary>Packets without a pause, from somebody whom neither policy allows; counted is what comes through.</summary>
    [Theory]
    [InlineData("iptables")]
    [InlineData("iptables-legacy")]
    [InlineData("nftables")]
    public async Task No_packet_comes_through_while_one_policy_takes_the_place_of_another(
        string with
    )
    {
        await using var host = await HostInLab.StartAsync();
        var tool = with == "iptables-legacy" ? with : "iptables";
        await host.ShellAsync($"{tool} -A INPUT -p udp --dport 111 -s 10.0.0.1 -j ACCEPT");
        (await ApplyAsync("192.168.1.0/24")).ShouldEndWith(0);
        await host.ShellAsync($"{tool} -Z INPUT");

        var stop = Path.Join(host.Labs.Runtime, "stop");
        var sending = host.Labs.LabAsync(
            "exec",
            "wan0",
            "--",
            "perl",
            "-MSocket",
            "-e",
            Sender,
            stop
        );
        for (var change = 0; change < 4; change++)
        {
            (await ApplyAsync($"192.168.{change}.0/24")).ShouldEndWith(0);
        }

        await File.WriteAllTextAsync(stop, "", TestContext.Current.CancellationToken);
        (await sending).ShouldEndWith(0).Output.Should().MatchRegex("^\\d{5,}$");
        (await host.ShellAsync($"{tool} -nvxL INPUT"))
            .Output.Should()
            .MatchRegex(@"(?m)^ +0 +0 ACCEPT .*10\.0\.0\.1");

        async Task<ExecResult> ApplyAsync(string allow) =>
            await host.HlabAsync(
                "apply",
                await WriteAsync(host, [with], allow),
                "local",
                "--no-rehearsal"
            );
    }

    private static Task<string> WriteAsync(
        HostInLab host,
        IEnumerable<string> with,
        string allow = "192.168.1.0/24"
    ) =>
        host.WritePolicyAsync(
            $"policy: the local network\nprotect:\n  - service: portmap\n    allow: [{allow}]\nwith: [{string.Join(", ", with)}]\n"
        );
}
