using System.Security.Cryptography;
using System.Text;
using HardeningLab.Engines.Docker;

namespace Integration.Docker;

/// <summary>What the hosts of a site are like from inside.</summary>
public sealed class SiteExecTests(SiteOfTheClass shared) : IClassFixture<SiteOfTheClass>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_agent_runs_in_its_role_with_the_capability_of_its_firewall_and_no_other()
    {
        var site = await shared.GetAsync();
        const ulong DockersDefault = 0xa80425fb;
        const ulong NetAdmin = 1 << 12;
        const ulong NetRaw = 1 << 13;

        foreach (var container in site.Containers)
        {
            (await site.LogAsync(container, Cancellation))
                .Should()
                .Be(
                    container.Network is { } network
                        ? $"started as client {network}\n"
                        : "started as target\n"
                );
            var status = await RunAsync(site, container, "cat", "/proc/1/status");
            var has = Convert.ToUInt64(
                status.Split("CapEff:")[1].Split('\n')[0].Trim(),
                fromBase: 16
            );
            (has & ~(DockersDefault | NetAdmin)).Should().Be(0);
            (has & (NetAdmin | NetRaw)).Should().Be(NetAdmin | NetRaw);
        }
    }

    [Fact]
    public async Task Kernel_settings_swallow_no_probe_on_any_interface()
    {
        var site = await shared.GetAsync();
        foreach (var container in site.Containers)
        {
            var settings = await RunAsync(
                site,
                container,
                "sh",
                "-c",
                "cd /proc/sys/net && grep . ipv4/conf/*/rp_filter ipv6/conf/eth*/disable_ipv6 ipv6/conf/eth*/accept_dad"
            );

            settings
                .Trim()
                .Split('\n')
                .Where(line => !line.Contains("/lo/", StringComparison.Ordinal))
                .Should()
                .HaveCountGreaterThanOrEqualTo(3 + (2 * container.Interfaces.Count))
                .And.OnlyContain(line => line.EndsWith(":0"));
        }
        (await RunAsync(site, site.Target, "cat", "/proc/sys/net/ipv4/icmp_ratemask"))
            .Should()
            .Be("0\n");
        (await RunAsync(site, site.Clients.First(), "cat", "/proc/sys/net/ipv6/ip_nonlocal_bind"))
            .Should()
            .Be("1\n");
    }

    [Fact]
    public async Task Interfaces_are_known_by_their_hardware_addresses()
    {
        var site = await shared.GetAsync();
        foreach (var container in site.Containers)
        {
            var inside = await RunAsync(
                site,
                container,
                "sh",
                "-c",
                "cat /sys/class/net/eth*/address"
            );

            inside
                .Trim()
                .Split('\n')
                .Should()
                .BeEquivalentTo(container.Interfaces.Select(one => one.Hardware));
        }
    }

    [Fact]
    public async Task Names_are_asked_of_nobody_and_refused_without_a_wait()
    {
        var site = await shared.GetAsync();
        var ended = await site.ExecAsync(
            site.Target,
            ["timeout", "1", "getent", "hosts", "example.org"],
            "",
            Cancellation
        );

        ended.ExitCode.Should().Be(2, "getent says so of a name that is not found");
        (await RunAsync(site, site.Target, "getent", "hosts", "localhost")).Should().NotBeEmpty();
    }

    [Fact]
    public async Task A_command_ends_with_its_own_exit_code_and_both_its_outputs()
    {
        var site = await shared.GetAsync();
        var ended = await site.ExecAsync(
            site.Target,
            ["sh", "-c", "cat; echo wrong >&2; exit 42"],
            "right",
            Cancellation
        );

        ended.ExitCode.Should().Be(42);
        ended.Output.Should().Be("right");
        ended.Error.Should().Be("wrong\n");
    }

    [Fact]
    public async Task A_stream_carries_megabytes_both_ways_at_once()
    {
        var site = await shared.GetAsync();
        var sent = RandomNumberGenerator.GetBytes(3_000_000);
        await using var stream = await site.ExecStreamAsync(site.Target, ["cat"], Cancellation);

        var writing = Task.Run(
            async () =>
            {
                await stream.WriteAsync(sent, Cancellation);
                stream.CloseInput();
            },
            Cancellation
        );
        using var received = new MemoryStream();
        await stream.CopyToAsync(received, Cancellation);
        await writing;

        received.ToArray().AsSpan().SequenceEqual(sent).Should().BeTrue();
        (await stream.ExitCodeAsync(Cancellation)).Should().Be(0);
    }

    [Fact]
    public async Task A_stream_answers_question_by_question()
    {
        var site = await shared.GetAsync();
        await using var stream = await site.ExecStreamAsync(site.Target, ["cat"], Cancellation);

        foreach (var question in new[] { "one", "two", "three" })
        {
            var answer = new byte[question.Length];
            await stream.WriteAsync(Encoding.ASCII.GetBytes(question), Cancellation);
            await stream.ReadExactlyAsync(answer, Cancellation);
            Encoding.ASCII.GetString(answer).Should().Be(question);
        }
    }

    [Fact]
    public async Task A_terminal_has_the_size_that_it_was_given_last()
    {
        var site = await shared.GetAsync();
        await using var terminal = await site.AttachTerminalAsync(
            site.Target,
            ["sh"],
            columns: 100,
            rows: 30,
            Cancellation
        );
        using var reader = new StreamReader(terminal);

        await AskAsync(terminal, "stty size; test -t 0 && echo a-$((1+1))-terminal\n");
        var first = await ReadUntilAsync(reader, "a-2-terminal");
        await terminal.ResizeAsync(40, 10, Cancellation);
        await AskAsync(terminal, "stty size; echo e$((1+1))d\n");
        var second = await ReadUntilAsync(reader, "e2d");
        await AskAsync(terminal, "exit 3\n");
        await reader.ReadToEndAsync(Cancellation);

        first.Should().Contain("30 100");
        second.Should().Contain("10 40");
        (await terminal.ExitCodeAsync(Cancellation)).Should().Be(3);
    }

    [Fact]
    public async Task A_command_that_is_not_there_is_an_error_of_the_shell()
    {
        var site = await shared.GetAsync();
        var ended = await site.ExecAsync(site.Target, ["/no/such/program"], "", Cancellation);

        ended.ExitCode.Should().BeOneOf(126, 127);
        (ended.Output + ended.Error).Should().Contain("/no/such/program");
    }

    private static async Task AskAsync(ExecStream terminal, string line) =>
        await terminal.WriteAsync(Encoding.ASCII.GetBytes(line), Cancellation);

    private static async Task<string> ReadUntilAsync(StreamReader reader, string end)
    {
        var all = new StringBuilder();
        var buffer = new char[256];
        while (!all.ToString().Contains(end, StringComparison.Ordinal))
        {
            var read = await reader.ReadAsync(buffer, Cancellation);
            read.Should().BePositive();
            all.Append(buffer, 0, read);
        }
        return all.ToString();
    }

    private static async Task<string> RunAsync(
        DockerSite site,
        SiteContainer container,
        params string[] command
    )
    {
        var ended = await site.ExecAsync(container, command, "", Cancellation);
        ended.ExitCode.Should().Be(0, ended.Error);
        return ended.Output;
    }
}
