using Integration.LabCommand;
using Integration.Launchers;

namespace Integration.Apply;

/// <summary>A host is brought to its policy over SSH, by whoever is sure to speak to that host.</summary>
[Trait("Speed", "Slow")]
public sealed class SshTests(SshServer server) : IClassFixture<SshServer>
{
    private const string Policy = "lab/policies/portmap.yaml";

    [Fact]
    public async Task A_second_run_changes_nothing_and_undo_leaves_nothing()
    {
        await server.ShellAsync(
            "printf 'in.fingerd : ALL' >>/etc/hosts.allow; iptables -A INPUT -p icmp -j ACCEPT"
        );
        var untouched = await server.LookAsync();

        (await ApplyAsync()).ShouldEndWith(0).Output.Should().Contain("changed=1");
        (await server.LookAsync())
            .Should()
            .Contain("HLAB-portmap")
            .And.Contain("BEGIN HardeningLab");
        (await ApplyAsync()).ShouldEndWith(0).Output.Should().Contain("changed=0");

        (await server.HlabAsync(server.KnownHosts, "undo")).ShouldEndWith(0);
        (await server.LookAsync()).Should().Be(untouched);
    }

    [Fact]
    public async Task The_same_container_is_reached_by_its_engine_too()
    {
        var untouched = await server.LookAsync();
        var name = $"docker:{server.Container}";

        (await HlabProcess.RunAsync(["apply", Policy, name]))
            .ShouldEndWith(0)
            .Output.Should()
            .Contain("changed=1");
        (await ApplyAsync()).ShouldEndWith(0).Output.Should().Contain("changed=0");
        (await HlabProcess.RunAsync(["undo", name])).ShouldEndWith(0);

        (await server.LookAsync()).Should().Be(untouched);
        var nowhere = await HlabProcess.RunAsync(["status", "docker:nowhere"]);
        nowhere.ShouldEndWith(3).Output.Should().Contain("No such container: nowhere");
    }

    [Fact]
    public async Task A_host_that_nobody_knows_is_not_spoken_to_unless_that_is_said()
    {
        var nobody = server.File("nobody");

        var refused = await server.HlabAsync(nobody, "apply", Policy, "--check");
        var accepted = await server.HlabAsync(nobody, "apply", Policy, "--check", "--accept-new");
        var known = await server.HlabAsync(nobody, "apply", Policy, "--check");

        refused.ShouldEndWith(3).Output.Should().Contain("is not in").And.Contain("unreachable=1");
        accepted.ShouldEndWith(1);
        known.ShouldEndWith(1);
    }

    [Theory]
    [InlineData(
        "{0} ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n",
        "is not the one in"
    )]
    [InlineData("{1}@revoked * {2}\n", "is revoked in")]
    public async Task A_host_with_another_key_is_never_spoken_to(string text, string said)
    {
        await server.ShellAsync("true");
        var own = await File.ReadAllTextAsync(
            server.KnownHosts,
            TestContext.Current.CancellationToken
        );
        var words = own.Split(' ');
        var file = server.File($"changed-{text.Length}");
        await File.WriteAllTextAsync(
            file,
            string.Format(null, text, words[0], own, $"{words[1]} {words[2]}"),
            TestContext.Current.CancellationToken
        );

        var refused = await server.HlabAsync(file, "apply", Policy, "--accept-new");

        refused.ShouldEndWith(3).Output.Should().Contain(said).And.Contain("pretending");
    }

    /// <summary>Their login shell is none of POSIX's: all it can do is split a line at its spaces.</summary>
    [Theory]
    [InlineData("free", null)]
    [InlineData("asked", "a secret: it's \"one\" $HOME")]
    public async Task An_ordinary_user_changes_the_host_by_sudo(string user, string? password)
    {
        await MakeUsersAsync();
        var untouched = await server.LookAsync();

        (await server.HlabAsUserAsync(user, password, "apply", Policy, "--no-rehearsal"))
            .ShouldEndWith(0)
            .Output.Should()
            .Contain("changed=1");
        (await ApplyAsync()).ShouldEndWith(0).Output.Should().Contain("changed=0");
        (await server.HlabAsUserAsync(user, password, "undo")).ShouldEndWith(0);

        (await server.LookAsync()).Should().Be(untouched);
    }

    [Theory]
    [InlineData("asked", null, "a password is required")]
    [InlineData("asked", "wrong", "incorrect password attempt")]
    [InlineData("stranger", "any", "not in the sudoers file")]
    public async Task Whoever_sudo_refuses_is_told_so(string user, string? password, string said)
    {
        await MakeUsersAsync();

        (await server.HlabAsUserAsync(user, password, "status"))
            .ShouldEndWith(3)
            .Output.Should()
            .Contain(said)
            .And.Contain($"{user} can't become root there");
    }

    [Fact]
    public async Task Whoever_no_key_lets_in_is_asked_for_the_passwords_once_and_they_are_not_shown()
    {
        const string secret = "a secret: it's \"one\" $HOME";
        await MakeUsersAsync();
        var untouched = await server.LookAsync();

        var applied = await server.HlabOnTerminalAsync(
            "asked",
            "none",
            [("Password of asked at ", secret), ("Password that sudo asks asked for at ", secret)],
            "apply",
            Policy,
            "--no-rehearsal"
        );

        (await server.HlabAsync(server.KnownHosts, "undo")).ShouldEndWith(0);
        applied.ShouldEndWith(0).Output.Should().Contain("changed=1").And.NotContain("secret");
        (await server.LookAsync()).Should().Be(untouched);
        (
            await server.HlabOnTerminalAsync(
                "asked",
                "none",
                [("Password of asked at ", "wrong")],
                "status"
            )
        )
            .ShouldEndWith(3)
            .Output.Should()
            .Contain("does not let asked in");
    }

    [Fact]
    public async Task A_key_s_passphrase_is_asked_for()
    {
        var key = server.File("protected");
        await Launched.RunAsync(
            "/",
            FreshClone.NoEnvironment,
            [
                "sh",
                "-c",
                $"cp '{server.File("id")}' '{key}' && ssh-keygen -q -p -N geheim -f '{key}'",
            ]
        );

        (
            await server.HlabOnTerminalAsync(
                "root",
                "protected",
                [("Passphrase of ", "geheim")],
                "status"
            )
        )
            .ShouldEndWith(1)
            .Output.Should()
            .Contain("absent");
    }

    private async Task MakeUsersAsync() =>
        (
            await server.ShellAsync(
                """
                printf '#!/usr/bin/perl\nexec split / /, $ARGV[1];\n' >/usr/local/bin/splitter
                chmod 755 /usr/local/bin/splitter
                printf 'free ALL=(ALL) NOPASSWD: ALL\nasked ALL=(ALL) ALL\n' >/etc/sudoers.d/users
                for user in free asked stranger; do
                    id $user >/dev/null 2>&1 || useradd -m -s /usr/local/bin/splitter $user
                    install -d -o $user -m 700 /home/$user/.ssh
                    install -o $user -m 600 /root/.ssh/authorized_keys /home/$user/.ssh/
                done
                printf '%s\n' 'asked:a secret: it'"'"'s "one" $HOME' stranger:any | chpasswd
                """
            )
        ).ShouldEndWith(0);

    [Fact]
    public async Task Without_a_confirmation_the_host_takes_everything_back_though_nobody_is_there_any_more()
    {
        var untouched = await server.LookAsync();

        (await ApplyAsync("--confirm-by-hand", "--confirm", HostInLab.Soon)).ShouldEndWith(0);
        (await server.LookAsync()).Should().NotBe(untouched);

        await HostInLab.ShouldBecomeAsync(server.LookAsync, untouched);
    }

    [Fact]
    public async Task A_file_that_rpcbind_could_not_read_is_said_before_anything_is_done()
    {
        await server.ShellAsync("chmod 600 /etc/hosts.deny");
        var untouched = await server.LookAsync();

        var failed = await ApplyAsync();

        failed
            .ShouldEndWith(3)
            .Output.Should()
            .Contain("can't read /etc/hosts.deny")
            .And.Contain("chmod a+r");
        (await server.LookAsync()).Should().Be(untouched);
        await server.ShellAsync("chmod 644 /etc/hosts.deny");
        (await ApplyAsync("--check")).ShouldEndWith(1);
    }

    /// <summary>Everybody but one host far away is kept from sshd itself.</summary>
    [Theory]
    [InlineData("iptables")]
    [InlineData("nftables")]
    [InlineData("tcp-wrappers")]
    public async Task A_policy_that_shuts_the_controller_out_is_refused_or_taken_back(string with)
    {
        var untouched = await server.LookAsync();
        var policy = server.File("cut.yaml");
        await File.WriteAllTextAsync(
            policy,
            $"""
            policy: nobody manages this
            protect:
              - service: {'{'} name: ssh, tcp: [22], wrappers: [sshd] {'}'}
                allow: [192.0.2.1]
            with: [{with}]

            """,
            TestContext.Current.CancellationToken
        );

        var refused = await server.HlabAsync(server.KnownHosts, "apply", policy, "--no-rehearsal");

        refused
            .ShouldEndWith(1)
            .Output.Should()
            .Contain("it was not touched: the policy's service ssh lets nobody in from")
            .And.Contain("--cut-off");
        (await server.LookAsync()).Should().Be(untouched);

        var cut = await server.HlabAsync(
            server.KnownHosts,
            "apply",
            policy,
            "--no-rehearsal",
            "--cut-off",
            "--confirm",
            "5"
        );

        cut.ShouldEndWith(1)
            .Output.Should()
            .Contain("rolled-back=1")
            .And.Contain(
                with == "tcp-wrappers"
                    ? "nobody could have logged in any more"
                    : "no confirmation reached the host within 5 s"
            );
        await HostInLab.ShouldBecomeAsync(server.LookAsync, untouched);
        (await ApplyAsync("--check")).ShouldEndWith(1);
    }

    [Fact]
    public Task A_controller_that_is_killed_at_any_moment_locks_nobody_out() =>
        DisturbAsync(controller =>
        {
            controller.Kill(entireProcessTree: true);
            return Task.CompletedTask;
        });

    [Fact]
    public Task A_connection_that_is_cut_at_any_moment_locks_nobody_out() =>
        DisturbAsync(_ => server.ShellAsync("pkill -KILL -f '^sshd: root@'"));

    private async Task DisturbAsync(Func<System.Diagnostics.Process, Task> disturbAsync)
    {
        const int times = 6;
        var untouched = await server.LookAsync();
        for (var time = 0; time < times; time++)
        {
            using var controller = server.StartHlab(
                "apply",
                Policy,
                "--confirm",
                "5",
                "--no-rehearsal"
            );
            await Task.Delay(120 * time, TestContext.Current.CancellationToken);
            await disturbAsync(controller);
            await controller.WaitForExitAsync(TestContext.Current.CancellationToken);

            await SettledAsync();
            (await server.HlabAsync(server.KnownHosts, "undo")).ShouldEndWith(0);
            (await server.LookAsync()).Should().Be(untouched);
        }
    }

    /// <summary>Waits until no change is under way on the host, and none waits for a confirmation.</summary>
    private async Task SettledAsync()
    {
        const string pending =
            "pgrep -f '[h]ardeninglab (apply|confirm)' || ls -d /var/lib/hardeninglab/pending";
        for (var look = 0; look < 200; look++)
        {
            if ((await server.ShellAsync(pending)).ExitCode != 0)
            {
                return;
            }
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
        (await server.ShellAsync("ls -R /var/lib/hardeninglab")).Output.Should().BeEmpty();
    }

    private Task<HardeningLab.Engines.ExecResult> ApplyAsync(params IEnumerable<string> options) =>
        server.HlabAsync(server.KnownHosts, ["apply", Policy, .. options]);
}
