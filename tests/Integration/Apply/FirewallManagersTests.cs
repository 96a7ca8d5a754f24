using HardeningLab.Engines;
using Integration.LabCommand;
using Integration.Suite;

namespace Integration.Apply;

/// <summary>The firewall managers that people have stay as they are beside ours, and whatever they do to ours is told and mended.</summary>
[Trait("Speed", "Slow")]
public sealed class FirewallManagersTests(ManagersLab shared)
    : IClassFixture<ManagersLab>,
        IAsyncLifetime
{
    private const string Iptables = "tcp-wrappers, iptables";
    private const string Nftables = "tcp-wrappers, nftables";

    private const string Clear = """
        touch /tmp/stop
        systemctl stop fail2ban firewalld
        ufw --force reset
        rm -rf /etc/ufw/*.rules.2* /etc/firewalld/zones/* /etc/firewalld/direct.xml* /etc/fail2ban/jail.local /var/lib/fail2ban/*
        sed -i s/MANAGE_BUILTINS=yes/MANAGE_BUILTINS=no/ /etc/default/ufw
        for family in ip ip6; do nft delete table $family filter; done
        """;

    // What others have, in their order and with their comments: rules, sets and files. Of the counters those that nobody but us moves.
    private const string Theirs = """
        for tool in iptables ip6tables; do
            $tool-save -c | grep '^\[.* -A' | grep -v HLAB | sed '/dport 80 /!s/^\[.*\] //'
        done
        nft list tables | grep -v -e hardeninglab -e 'filter$' | while read -r _ family table; do
            nft --stateless list table "$family" "$table"
        done
        find /etc/ufw /etc/default/ufw /etc/firewalld /etc/fail2ban -exec stat -c '%n %a %U:%G %Y' {} + | sort
        find /etc/ufw /etc/default/ufw /etc/firewalld /etc/fail2ban -type f -exec sha256sum {} + | sort
        """;

    // All that a change may touch, besides. A manager that is reloaded writes its own files anew.
    private const string Everything = """
        nft --stateless list ruleset
        find /etc/ufw /etc/firewalld /etc/fail2ban -type f -exec sha256sum {} + | sort
        find /var/lib/hardeninglab /etc/hardeninglab /etc/systemd/system | sort
        for file in /etc/hosts.allow /etc/hosts.deny; do stat -c '%n %a %u:%g' $file; cat $file; done
        """;

    private const string Ufw = """
        ufw allow 111
        ufw allow proto tcp from 192.168.0.0/16 to any port 80 comment 'the web'
        ufw --force enable
        """;

    // Its table goes behind the others with every reload: only after the second it is where it is then always.
    private const string Firewalld = """
        systemctl start firewalld
        firewall-cmd --permanent --add-service=rpc-bind
        firewall-cmd --permanent --add-rich-rule='rule family=ipv4 source address=192.0.2.0/24 drop'
        firewall-cmd --permanent --direct --add-rule ipv4 filter INPUT 0 -p tcp --dport 80 -j ACCEPT
        firewall-cmd --reload
        firewall-cmd --reload
        """;

    // A ban puts a rule of its own at the top of INPUT, once.
    private const string Fail2ban = """
        printf '[DEFAULT]\nbackend = systemd\nbanaction = iptables-multiport\n[sshd]\nenabled = true\n' >/etc/fail2ban/jail.local
        systemctl restart fail2ban
        until fail2ban-client status sshd; do sleep 0.1; done
        fail2ban-client set sshd banip 192.0.2.7
        until iptables -S f2b-sshd | grep 192.0.2.7; do sleep 0.1; done
        """;

    private readonly PortmapLab lab = shared.Lab;
    private readonly string policy = Path.GetTempFileName();

    private string Host => $"docker:{lab.Target.Container.Name.TrimStart('/')}";

    public async ValueTask InitializeAsync()
    {
        await lab.Target.ClearAsync();
        await lab.Target.TryAsync("bash", "-c", Clear);
    }

    public async ValueTask DisposeAsync()
    {
        (await HlabProcess.RunAsync(["undo", Host])).ShouldEndWith(0);
        await lab.Target.TryAsync("bash", "-c", Clear);
        File.Delete(policy);
    }

    [Theory]
    [InlineData(Iptables)]
    [InlineData(Nftables)]
    public async Task Ufw_stays_as_it_is_and_leaves_ours_alone_whatever_it_does(string with)
    {
        await ShellAsync(Ufw);
        await ShouldStayBesideAsync(
            with,
            "ufw reload",
            "ufw --force disable",
            "ufw --force enable",
            "systemctl restart ufw",
            "ufw deny 81"
        );
    }

    /// <summary>As somebody says by MANAGE_BUILTINS.</summary>
    [Fact]
    public async Task Where_ufw_flushes_INPUT_the_status_tells_and_the_next_run_mends()
    {
        await ShellAsync("sed -i s/MANAGE_BUILTINS=no/MANAGE_BUILTINS=yes/ /etc/default/ufw");
        await ShellAsync(Ufw);
        await ShouldBeMendedAsync("ufw reload");
    }

    [Fact]
    public async Task The_rehearsal_hears_that_ufw_lets_in_nobody()
    {
        var missing = await HlabProcess.MissingAsync();
        Assert.SkipWhen(missing is not null, missing ?? "");
        await ShellAsync("ufw --force enable");
        var untouched = await LookAsync(Everything);
        await WritePolicyAsync(Iptables);

        var applied = await HlabProcess.RunAsync(["apply", policy, Host]);

        applied
            .ShouldEndWith(1)
            .Output.Should()
            .Contain("it was not touched")
            .And.Contain("192.168.1.128/portmap/tcp: expected allowed, observed dropped")
            .And.Contain("INPUT: :INPUT DROP");
        (await LookAsync(Everything)).Should().Be(untouched);
    }

    [Fact]
    public async Task Firewalld_stays_as_it_is_and_leaves_our_table_alone_whatever_it_does()
    {
        await ShellAsync(Firewalld);
        await ShouldStayBesideAsync(
            Nftables,
            "firewall-cmd --add-port=81/tcp",
            "firewall-cmd --complete-reload",
            "systemctl restart firewalld",
            "firewall-cmd --reload"
        );
    }

    /// <summary>It flushes all tables of iptables, whichever backend it has itself.</summary>
    [Fact]
    public async Task Where_firewalld_flushes_iptables_the_status_tells_and_the_next_run_mends()
    {
        await ShellAsync(Firewalld);
        await ShouldBeMendedAsync("firewall-cmd --reload");

        (await ApplyAsync(Iptables))
            .Output.Should()
            .Contain("firewalld flushes the tables of iptables");
        await ShellAsync("firewall-cmd --reload");
        (await ApplyAsync(Nftables)).Output.Should().NotContain("firewalld flushes");
        await ShouldBeInForceAsync("another policy");
    }

    [Theory]
    [InlineData(Iptables)]
    [InlineData(Nftables)]
    public async Task Firewalld_that_reloads_all_the_time_leaves_ours_in_force_or_wholly_taken_back(
        string with
    )
    {
        await ShellAsync(Firewalld);
        var untouched = await LookAsync(Everything);
        await ShellAsync(
            "rm -f /tmp/stop /tmp/ended; (until [ -e /tmp/stop ]; do firewall-cmd --reload; done >/tmp/reloads; touch /tmp/ended) >/dev/null 2>&1 &"
        );
        for (var run = 0; run < 3; run++)
        {
            var applied = await ApplyAsync(with);
            if (with == Nftables)
            {
                applied.ShouldEndWith(0).Output.Should().Contain("changed=1");
                await ShouldBeInForceAsync("a reload");
            }
            else if (applied.ExitCode == 0)
            {
                (await ShellAsync("cat /etc/hosts.deny")).Should().Contain("HardeningLab");
            }
            else
            {
                applied.Output.Should().Contain("rolled-back=1").And.Contain("not as it was");
                (await LookAsync(Everything)).Should().NotContainAny("HLAB", "HardeningLab");
            }
            (await HlabProcess.RunAsync(["undo", Host])).ShouldEndWith(0);
        }
        await ShellAsync("touch /tmp/stop; until [ -e /tmp/ended ]; do sleep 0.1; done");

        (await ShellAsync("grep -c success /tmp/reloads")).Should().NotBe("0\n");
        (await LookAsync(Everything)).Should().Be(untouched);
    }

    [Theory]
    [InlineData(Iptables)]
    [InlineData(Nftables)]
    public async Task Fail2ban_stays_as_it_is_and_goes_on_to_ban_behind_ours(string with)
    {
        await ShellAsync(Fail2ban);
        await ShouldStayBesideAsync(
            with,
            "fail2ban-client set sshd banip 192.0.2.8; until iptables -S f2b-sshd | grep 192.0.2.8; do sleep 0.1; done",
            "fail2ban-client set sshd unbanip 192.0.2.8; while iptables -S f2b-sshd | grep 192.0.2.8; do sleep 0.1; done"
        );
    }

    /// <summary>It only takes away.</summary>
    [Fact]
    public async Task A_first_ban_may_come_before_ours()
    {
        await ApplyAsync(Iptables);
        await ShellAsync(Fail2ban);

        (await ShellAsync("iptables -S INPUT"))
            .Should()
            .EndWith("-A INPUT -p tcp -m multiport --dports 22 -j f2b-sshd\n-A INPUT -j HLAB\n");
        await ShouldBeInForceAsync("a ban");
        await ShouldHoldAsync();
        (await ApplyAsync(Iptables)).ShouldEndWith(0).Output.Should().Contain("changed=0");

        await ShellAsync("iptables -A f2b-sshd -j ACCEPT");
        (await HlabProcess.RunAsync(["status", Host]))
            .ShouldEndWith(1)
            .Output.Should()
            .Contain("another rule comes first");
    }

    [Fact]
    public async Task After_a_restart_ours_is_in_force_beside_ufw()
    {
        await ShellAsync($"{Ufw}\nsystemctl enable ufw");
        (await ApplyAsync("iptables")).ShouldEndWith(0);

        await lab.Target.RestartAsync();

        (await ShellAsync("systemctl is-active ufw")).Should().Be("active\n");
        await ShouldBeInForceAsync("a restart");
        await ShouldHoldAsync();
        await ShellAsync("systemctl disable ufw");
    }

    /// <summary>Applies, applies again, lets the manager do what it does, undoes.</summary>
    private async Task ShouldStayBesideAsync(string with, params string[] actions)
    {
        await KnockAsync();
        var (untouched, theirs) = (await LookAsync(Everything), await LookAsync(Theirs));

        (await ApplyAsync(with)).ShouldEndWith(0).Output.Should().Contain("changed=1");
        (await LookAsync(Theirs)).Should().Be(theirs);
        (await ApplyAsync(with)).ShouldEndWith(0).Output.Should().Contain("changed=0");
        await ShouldHoldAsync();
        (await HlabProcess.RunAsync(["undo", Host])).ShouldEndWith(0);
        (await LookAsync(Theirs)).Should().Be(theirs);
        (await LookAsync(Everything)).Should().Be(untouched);

        await ApplyAsync(with);
        foreach (var action in actions)
        {
            await ShellAsync(action);
            await ShouldBeInForceAsync(action);
        }
        await ShouldHoldAsync();
    }

    private async Task ShouldBeMendedAsync(string flush)
    {
        var untouched = await LookAsync(Everything);
        await ApplyAsync(Iptables);

        await ShellAsync(flush);
        (await HlabProcess.RunAsync(["status", Host]))
            .ShouldEndWith(1)
            .Output.Should()
            .Contain("drifted (hosts.deny, hosts.allow)")
            .And.Contain("\n+-A HLAB-portmap -j DROP");

        (await ApplyAsync(Iptables)).ShouldEndWith(0).Output.Should().Contain("changed=1");
        await ShouldBeInForceAsync("another run");
        await ShouldHoldAsync();
        (await HlabProcess.RunAsync(["undo", Host])).ShouldEndWith(0);
        await ShellAsync(flush);
        (await LookAsync(Everything)).Should().Be(untouched);
    }

    private async Task ShouldBeInForceAsync(string after) =>
        (await HlabProcess.RunAsync(["status", Host]))
            .Output.Should()
            .Contain("in force", $"{after} does no harm");

    private async Task ShouldHoldAsync()
    {
        (await lab.Insider.AskAsync()).Should().AllBeOfType<Answer.Listed>();
        (await lab.Outsider.AskInVainAsync()).Should().AllBeOfType<Answer.None>();
    }

    /// <summary>Moves the counters of port 80.</summary>
    private Task KnockAsync() =>
        lab.Insider.TryAsync(
            "bash",
            "-c",
            "for _ in 1 2 3; do (</dev/tcp/192.168.1.10/80); done 2>/dev/null"
        );

    private Task<string> ShellAsync(string line) => lab.Target.RunAsync("bash", "-c", line);

    private async Task<string> LookAsync(string what)
    {
        var seen = await lab.Target.TryAsync("bash", "-c", what);
        return $"{seen.Stdout}{seen.Stderr}";
    }

    private async Task<ExecResult> ApplyAsync(string with)
    {
        await WritePolicyAsync(with);
        return await HlabProcess.RunAsync(["apply", policy, Host, "--no-rehearsal"]);
    }

    private Task WritePolicyAsync(string with) =>
        File.WriteAllTextAsync(
            policy,
            $"""
            policy: portmap for the LAN
            protect:
              - service: portmap
                allow: [192.168.1.0/24, "fd00:1::/64"]
            with: [{with}]

            """,
            TestContext.Current.CancellationToken
        );
}
