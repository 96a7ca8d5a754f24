using Hardening.Changes;
using Hardening.Hosts;
using Hardening.Policies;
using HardeningLab.Engines.Docker;
using Integration.Prove;

namespace Integration.Apply;

/// <summary>Whatever a policy says, and whatever the host had before: what its tools list is what was loaded, and nothing of it stays.</summary>
[Trait("Speed", "Slow")]
public sealed class ApplyPoliciesTests(SshServer server) : IClassFixture<SshServer>
{
    // HLAB_TEST_POLICIES asks for more.
    private static readonly int Policies = int.TryParse(
        Environment.GetEnvironmentVariable("HLAB_TEST_POLICIES"),
        out var policies
    )
        ? policies
        : 24;

    private static readonly string[] Hosts =
    [
        "true",
        "printf 'sshd : 10.\\n# a comment' >/etc/hosts.allow; printf 'ALL : ALL' >/etc/hosts.deny; chmod 604 /etc/hosts.deny",
        "iptables -A INPUT -s 10.0.0.0/8 -j ACCEPT; iptables -N theirs; ip6tables -P FORWARD DROP; nft add table inet theirs; nft 'add chain inet theirs input { type filter hook input priority 0; policy accept; }'",
        "iptables-legacy -A INPUT -p icmp -m comment --comment 'HLAB of another kind' -j ACCEPT; rm -f /etc/hosts.allow /etc/hosts.deny",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_policy_is_applied_once_and_undone_without_a_trace() =>
        Task.WhenAll(Enumerable.Range(0, Hosts.Length).Select(ApplyAndUndoAsync));

    private static async Task ApplyAndUndoAsync(int start)
    {
        await using var host = await StartAsync(start);
        var target = host.AsHost();
        await ApplyAndUndoAsync(
            SeedsFrom(start),
            host.LookAsync,
            text => StateOfAsync(ApplyAsync(PolicyReader.Read(text, "policy"), target)),
            () => StateOfAsync(UndoAsync(target))
        );
    }

    [Fact]
    public async Task So_it_is_in_a_container()
    {
        await using var host = new ContainerHost(server.Container);
        await ApplyAndUndoAsync(
            Sample(5),
            server.LookAsync,
            text => StateOfAsync(ApplyAsync(PolicyReader.Read(text, "policy"), host)),
            () => StateOfAsync(UndoAsync(host))
        );
    }

    [Fact]
    public async Task So_it_is_over_SSH()
    {
        var file = server.File("policy.yaml");
        await ApplyAndUndoAsync(
            Sample(2),
            server.LookAsync,
            async text =>
            {
                await File.WriteAllTextAsync(file, text, Cancellation);
                return await HlabAsync("apply", file, "--no-rehearsal");
            },
            () => HlabAsync("undo")
        );
    }

    /// <param name="seeds">Of the policies.</param>
    /// <param name="lookAsync">Shows the host.</param>
    /// <param name="applyAsync">Applies a policy's text; gives what came of it.</param>
    /// <param name="undoAsync">Gives the same of the way back.</param>
    private static async Task ApplyAndUndoAsync(
        IEnumerable<int> seeds,
        Func<Task<string>> lookAsync,
        Func<string, Task<string>> applyAsync,
        Func<Task<string>> undoAsync
    )
    {
        var untouched = await lookAsync();
        foreach (var seed in seeds)
        {
            var policy = GeneratedPolicies.Of(seed).Text;

            (await applyAsync(policy)).Should().StartWith("changed", $"of policy {seed}");
            (await applyAsync(policy)).Should().StartWith("ok", $"of policy {seed}");
            (await undoAsync()).Should().StartWith("changed", $"of policy {seed}");

            (await lookAsync()).Should().Be(untouched, $"policy {seed} left nothing");
        }
    }

    /// <summary>From each policy to the next, without a way back in between.</summary>
    [Fact]
    public async Task A_policy_takes_the_place_of_the_one_before()
    {
        await using var host = await StartAsync(2);
        var untouched = await host.LookAsync();
        var target = host.AsHost();
        foreach (var seed in SeedsFrom(2))
        {
            var policy = PolicyReader.Read(GeneratedPolicies.Of(seed).Text, $"policy {seed}");

            ShouldBe(HostState.Changed, await ApplyAsync(policy, target), seed);
            (await HostChange.StatusAsync(target, Cancellation))
                .Standing.Should()
                .Be(HostStanding.InForce);
            ShouldBe(HostState.Ok, await ApplyAsync(policy, target), seed);
        }
        await UndoAsync(target);
        (await host.LookAsync()).Should().Be(untouched);
    }

    private static void ShouldBe(HostState expected, HostOutcome outcome, int seed) =>
        outcome.State.Should().Be(expected, $"policy {seed}: {outcome.Message}");

    private static async Task<HostInLab> StartAsync(int start)
    {
        var host = await HostInLab.StartAsync();
        // iptables-legacy makes its tables when it is first asked, and the kernel keeps them.
        await host.ShellAsync($"iptables-legacy -L; ip6tables-legacy -L; {Hosts[start]}");
        return host;
    }

    private static IEnumerable<int> SeedsFrom(int start) =>
        Enumerable.Range(0, Policies).Where(seed => seed / 6 % Hosts.Length == start);

    /// <summary>One of eight, with other protections each time.</summary>
    private static IEnumerable<int> Sample(int first) =>
        Enumerable.Range(0, Policies).Where(seed => seed % 8 == first);

    private static Task<HostOutcome> ApplyAsync(Policy policy, IHost host) =>
        HostChange.ApplyAsync(policy, host, new ApplyOptions(), Cancellation);

    private static Task<HostOutcome> UndoAsync(IHost host) =>
        HostChange.UndoAsync(host, new ApplyOptions(), Cancellation);

    private static async Task<string> StateOfAsync(Task<HostOutcome> change)
    {
        var outcome = await change;
        return $"{outcome.State.ToString().ToLowerInvariant()}: {outcome.Message}";
    }

    private async Task<string> HlabAsync(params IEnumerable<string> arguments)
    {
        var ended = await server.HlabAsync(server.KnownHosts, arguments);
        return ended.Output.Replace($"{server.Url}: ", string.Empty) + ended.Error;
    }
}
