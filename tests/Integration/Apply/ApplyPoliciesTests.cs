using Integration.Docker;
using Integration.LabCommand;
using Integration.Prove;

namespace Integration.Apply;

/// <summary>Whatever a policy says: what the host's tools list is what was loaded, and nothing of it stays.</summary>
[Trait("Speed", "Slow")]
public sealed class ApplyPoliciesTests
{
    private static IEnumerable<(string Name, WrittenPolicy Policy)> EverySecond(int from) =>
        ParityPolicies.All.Where((_, index) => index % 2 == from);

    [Fact]
    public async Task A_policy_is_applied_once_and_undone_without_a_trace()
    {
        await using var host = await HostInLab.StartAsync();
        // iptables-legacy makes its tables when it is first asked, and the kernel keeps them.
        await host.ShellAsync("iptables-legacy -L; ip6tables-legacy -L");
        var untouched = await host.LookAsync();
        foreach (var (name, policy) in EverySecond(from: 0))
        {
            var enforced = policy with { With = ["nftables", "iptables-legacy"] };
            var file = await host.WritePolicyAsync(enforced.Text);
            (await host.HlabAsync("apply", file, "local", "--no-rehearsal")).ShouldEndWith(0);
            var again = await host.HlabAsync("apply", file, "local", "--diff");
            again.ShouldEndWith(0).Output.Should().Contain("changed=0", name);
            (await host.HlabAsync("undo", "local")).ShouldEndWith(0);
            (await host.LookAsync()).Should().Be(untouched, name);
        }
    }

    /// <summary>From each policy to the next, without a way back in between.</summary>
    [Fact]
    public async Task A_policy_takes_the_place_of_the_one_before()
    {
        await using var host = await HostInLab.StartAsync();
        var untouched = await host.LookAsync();
        foreach (var (name, policy) in EverySecond(from: 1))
        {
            var enforced = policy with { With = ["tcp-wrappers", "iptables"] };
            var file = await host.WritePolicyAsync(enforced.Text);
            (await host.HlabAsync("apply", file, "local", "--no-rehearsal")).ShouldEndWith(0);
            (await host.HlabAsync("status", "local")).ShouldEndWith(0);
            (await host.HlabAsync("apply", file, "local", "--check", "--no-rehearsal"))
                .ExitCode.Should()
                .Be(0, name);
        }
        (await host.HlabAsync("undo", "local")).ShouldEndWith(0);
        (await host.LookAsync()).Should().Be(untouched);
    }
}
