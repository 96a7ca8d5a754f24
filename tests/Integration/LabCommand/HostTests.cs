namespace Integration.LabCommand;

/// <summary>Commands and shells in a lab's hosts.</summary>
public sealed class HostTests
{
    [Theory]
    [InlineData("exit 0", 0)]
    [InlineData("exit 7", 7)]
    [InlineData("kill -9 $$", 137)]
    public async Task A_commands_exit_code_is_passed_on(string script, int exitCode)
    {
        await using var labs = await KeptLabs.UpAsync("--bare");

        (await labs.LabAsync("exec", "target", "--", "sh", "-c", script)).ShouldEndWith(exitCode);
    }

    [Fact]
    public async Task A_command_without_a_terminal_pipes_cleanly()
    {
        await using var labs = await KeptLabs.UpAsync("--bare");

        var piped = await labs.ShellAsync(
            "printf 'one\\0two' | hlab lab exec lan0 -- sh -c 'cat; echo aside >&2' | od -An -c"
        );

        piped.ShouldEndWith(0).Output.Trim().Should().Be(@"o   n   e  \0   t   w   o");
        piped.Error.Should().Be("aside\n");
    }

    [Fact]
    public async Task A_command_stands_where_the_caller_stands_and_reads_his_files()
    {
        await using var labs = await KeptLabs.UpAsync("--bare");

        var read = await labs.LabAsync("exec", "target", "--", "cat", "lab/policies/portmap.yaml");

        read.ShouldEndWith(0).Output.Should().Contain("protect:");
    }

    [Theory]
    [InlineData("target", "192.168.1.10")]
    [InlineData("lan0", "192.168.1.128")]
    [InlineData("wan0", "10.0.0.1")]
    public async Task Each_host_has_its_own_network(string host, string address)
    {
        await using var labs = await KeptLabs.UpAsync("--bare");

        var addresses = await labs.LabAsync("exec", host, "--", "ip", "-brief", "address");

        addresses.ShouldEndWith(0).Output.Should().Contain(address);
    }

    [Fact]
    public async Task A_client_asks_with_the_programs_that_people_know()
    {
        await using var labs = await KeptLabs.UpAsync("--with", "tcp-wrappers");

        var asked = await labs.LabAsync("exec", "lan0", "--", "rpcinfo", "-p", "192.168.1.10");
        var denied = await labs.LabAsync("exec", "wan0", "--", "rpcinfo", "-p", "203.0.113.1");

        asked.ShouldEndWith(0).Output.Should().Contain("portmapper");
        denied.ExitCode.Should().Be(1, denied.ToString());
    }

    [Theory]
    [InlineData("target", "touch /usr/left")]
    [InlineData("target", "touch left")]
    [InlineData("target", "echo 1 > /proc/sys/kernel/panic")]
    [InlineData("lan0", "touch /usr/left")]
    [InlineData("lan0", "echo ALL:ALL > /etc/hosts.deny")]
    public async Task What_is_the_machines_can_not_be_changed(string host, string script)
    {
        await using var labs = await KeptLabs.UpAsync("--bare");

        var changed = await labs.LabAsync("exec", host, "--", "sh", "-c", script);

        changed.ExitCode.Should().NotBe(0, changed.ToString());
        changed.Error.Should().Contain("Read-only file system");
    }

    [Fact]
    public async Task The_targets_own_files_are_the_same_in_every_command()
    {
        await using var labs = await KeptLabs.UpAsync("--bare");

        (
            await labs.LabAsync(
                "exec",
                "target",
                "--",
                "sh",
                "-c",
                "echo ALL: ALL > /etc/hosts.deny"
            )
        ).ShouldEndWith(0);

        (await labs.LabAsync("probe", "lan0", "portmap/udp")).Output.Should().Contain("denied");
    }

    [Theory]
    [InlineData("exec", "tarket", "--", "true")]
    [InlineData("shell", "tarket")]
    public async Task An_unknown_host_is_told_which_there_are(params string[] arguments)
    {
        await using var labs = await KeptLabs.UpAsync("--bare");

        var refused = (await labs.LabAsync(arguments)).ShouldEndWith(2);

        refused.Error.Should().Contain("target, lan0, wan0").And.Contain("did you mean target?");
    }

    [Fact]
    public async Task A_shell_has_the_callers_terminal_and_a_prompt_that_names_the_host()
    {
        await using var labs = await KeptLabs.UpAsync("--bare", "--name", "two");

        var shell = await labs.ShellAsync(
            "printf 'tty\\nstty size\\nexit 5\\n' | script -qec 'stty rows 33 cols 99; ./hlab lab shell lan0 --name two' /dev/null"
        );

        shell.ExitCode.Should().Be(5, shell.ToString());
        shell
            .Output.Should()
            .Contain("two:lan0:")
            .And.MatchRegex("/dev/pts/[0-9]+")
            .And.Contain("33 99");
    }

    [Fact]
    public async Task What_runs_in_a_host_ends_with_the_lab()
    {
        await using var labs = await KeptLabs.UpAsync("--bare");
        using var command = labs.Start(
            "exec",
            "lan0",
            "--",
            "sh",
            "-c",
            "echo runs; exec sleep 600"
        );
        (await command.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken))
            .Should()
            .Be("runs");

        (await labs.LabAsync("down")).ShouldEndWith(0);

        await command
            .WaitForExitAsync(TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
        command.ExitCode.Should().Be(137);
    }
}
