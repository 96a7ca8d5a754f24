using HardeningLab.Engines;
using Integration.LabCommand;
using Integration.Suite;

namespace Integration.Apply;

/// <summary>What was confirmed outlives the machine that it was applied to, and what was not does not.</summary>
[Trait("Speed", "Slow")]
public sealed class BootTests(BootedLab shared) : IClassFixture<BootedLab>, IAsyncLifetime
{
    private const string Firewalls = "iptables, nftables";
    private const string Unit = "hardeninglab.service";

    // Without the engine's own rules, which are other ones after every start.
    private const string Look = $"""
        for f in /etc/hosts.allow /etc/hosts.deny; do stat -L -c '%n %a %u:%g %s' $f; cat $f; done
        iptables-nft-save -t filter | grep ^-A
        ip6tables-nft-save -t filter | grep ^-A
        nft --stateless list table inet hardeninglab
        find /var/lib/hardeninglab /etc/hardeninglab
        ls -ld /etc/systemd/system/rpcbind.socket.d
        ls /etc/systemd/system/{Unit} /etc/systemd/system/*.wants
        """;

    // By the address that the engine gives the target as soon as there is one, so that no moment of the boot is missed.
    private const string Prober = """
        rm -f /tmp/stop /tmp/seen /tmp/asked
        ask() { timeout -s KILL 3 rpcinfo -T "$1" "$2" 100000 2 >/dev/null 2>&1 && echo in >>/tmp/seen; }
        (
            while [ ! -e /tmp/stop ]; do
                for transport in tcp udp; do
                    ask "$transport" "$0" &
                done
                echo asked >>/tmp/asked
                sleep 0.1
            done
        ) >/dev/null 2>&1 &
        """;

    private readonly PortmapLab lab = shared.Lab;
    private readonly string policy = Path.GetTempFileName();

    private string listen = "";

    private string Host => $"docker:{lab.Target.Container.Name.TrimStart('/')}";

    public async ValueTask InitializeAsync() => await lab.Target.ClearAsync();

    public async ValueTask DisposeAsync()
    {
        (await HlabProcess.RunAsync(["undo", Host])).ShouldEndWith(0);
        File.Delete(policy);
    }

    [Fact]
    public async Task What_is_confirmed_is_in_force_again_before_anybody_from_outside_is_answered()
    {
        var untouched = await LookAsync();
        (await ProbedAsync(() => Task.Delay(TimeSpan.FromSeconds(2)))).Should().BeGreaterThan(0);
        (await ApplyAsync(Firewalls)).ShouldEndWith(0).Output.Should().NotContain("restart");
        var applied = await LookAsync();

        (await ProbedAsync(lab.Target.RestartAsync)).Should().Be(0);

        (await LookAsync()).Should().Be(applied).And.NotBe(untouched);
        (await lab.Insider.AskAsync()).Should().AllBeOfType<Answer.Listed>();
        (await lab.Outsider.AskInVainAsync()).Should().AllBeOfType<Answer.None>();
        (await HlabProcess.RunAsync(["status", Host])).ShouldEndWith(0);

        (await HlabProcess.RunAsync(["undo", Host])).ShouldEndWith(0);
        (await LookAsync()).Should().Be(untouched);
    }

    [Fact]
    public async Task What_nobody_confirmed_is_taken_back_by_a_restart()
    {
        await lab.Target.RunAsync("sh", "-c", "printf 'sshd : ALL' >/etc/hosts.allow");
        var untouched = await LookAsync();
        (
            await ApplyAsync("tcp-wrappers, nftables", "--confirm-by-hand", "--confirm", "600")
        ).ShouldEndWith(0);
        (await LookAsync()).Should().Contain("BEGIN HardeningLab").And.Contain(Unit);

        await lab.Target.RestartAsync();

        await HostInLab.ShouldBecomeAsync(LookAsync, untouched);
    }

    [Fact]
    public async Task The_timer_of_systemd_takes_back_what_nobody_confirms()
    {
        var untouched = await LookAsync();

        (
            await ApplyAsync(Firewalls, "--confirm-by-hand", "--confirm", HostInLab.Soon)
        ).ShouldEndWith(0);

        (await LookAsync()).Should().NotBe(untouched);
        await HostInLab.ShouldBecomeAsync(LookAsync, untouched);
        var timers = await lab.Target.RunAsync("systemctl", "list-timers", "--all");
        timers.Should().NotContain("hardeninglab");
    }

    [Fact]
    public async Task A_restart_forgets_what_is_not_to_stay()
    {
        var untouched = await LookAsync();
        (await ApplyAsync(Firewalls, "--no-persist")).ShouldEndWith(0);
        (await LookAsync()).Should().NotContain($"\n{Unit}\n");

        var seen = await ProbedAsync(async () =>
        {
            await lab.Target.RestartAsync();
            (await lab.Outsider.AskAsync()).Should().AllBeOfType<Answer.Listed>();
        });

        seen.Should().BeGreaterThan(0);
        (await HlabProcess.RunAsync(["undo", Host])).ShouldEndWith(0);
        (await LookAsync()).Should().Be(untouched);
    }

    /// <summary>Where systemd has no socket of IPv6 for it, rpcbind opens one at every address by itself.</summary>
    [Fact]
    public async Task Portmap_listens_where_the_policy_says_and_where_it_did_when_that_is_undone()
    {
        var untouched = await LookAsync();
        var everywhere = await ListensAtAsync();
        everywhere.Should().Contain("0.0.0.0:111").And.Contain("[::]:111");
        var lan = lab.Target.EnginesAddresses(LabSubnet.Lan).IPv4;
        string[] told = [lan, "127.0.0.1", "[::1]"];
        var listening = told.Select(address => $"{address}:111").ToArray();
        listen = $"\n    listen: [{lan}]";

        (await ApplyAsync("nftables")).ShouldEndWith(0).Output.Should().Contain("rpcbind.socket");

        (await ListensAtAsync()).Should().BeEquivalentTo(listening);
        (await lab.Target.RunAsync("rpcinfo", "-T", "tcp", lan, "100000", "2"))
            .Should()
            .Contain("ready");
        (await ApplyAsync("nftables")).ShouldEndWith(0).Output.Should().Contain("changed=0");

        await lab.Target.RestartAsync();
        (await ListensAtAsync()).Should().BeEquivalentTo(listening);

        (await HlabProcess.RunAsync(["undo", Host])).ShouldEndWith(0);
        (await ListensAtAsync()).Should().BeEquivalentTo(everywhere);
        (await LookAsync()).Should().Be(untouched);
    }

    /// <summary>The addresses and ports of the sockets of portmap, each once.</summary>
    private async Task<string[]> ListensAtAsync()
    {
        var sockets = await lab.Target.RunAsync(
            "sh",
            "-c",
            "ss -Hlntu 'sport = :111' | awk '{ print $5 }'"
        );
        return [.. sockets.Split('\n', StringSplitOptions.RemoveEmptyEntries).Distinct()];
    }

    /// <summary>How often an outsider was answered meanwhile, who asks all the time.</summary>
    private async Task<int> ProbedAsync(Func<Task> action)
    {
        var target = lab.Target.EnginesAddresses(LabSubnet.Wan).IPv4;
        await lab.Outsider.RunAsync("bash", "-c", Prober, target);
        await action();
        var seen = await lab.Outsider.RunAsync(
            "bash",
            "-c",
            "touch /tmp/stop; sleep 3; [ -s /tmp/asked ] && cat /tmp/seen 2>/dev/null | wc -l"
        );
        return int.Parse(seen.Trim(), null);
    }

    private async Task<string> LookAsync()
    {
        var seen = await lab.Target.TryAsync("sh", "-c", Look);
        return $"{seen.Stdout}{seen.Stderr}";
    }

    private async Task<ExecResult> ApplyAsync(string with, params IEnumerable<string> options)
    {
        await File.WriteAllTextAsync(
            policy,
            $"""
            policy: portmap for the LAN
            protect:
              - service: portmap
                allow: [192.168.1.0/24, "fd00:1::/64"]{listen}
            with: [{with}]

            """,
            TestContext.Current.CancellationToken
        );
        return await HlabProcess.RunAsync(["apply", policy, Host, "--no-rehearsal", .. options]);
    }
}
