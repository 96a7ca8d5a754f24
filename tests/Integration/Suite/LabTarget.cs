using System.Text;
using DotNet.Testcontainers.Containers;
using Hardening.Policies;
using Hardening.Protections;
using Hardening.Rulesets;

namespace Integration.Suite;

/// <summary>The container that is protected. To itself it is at loopback.</summary>
internal sealed class LabTarget(
    IContainer container,
    HostPlan plan,
    IReadOnlyList<LabNetwork> networks
) : LabHost(container, plan, networks, HostAddresses.Loopback)
{
    /// <summary>Starts it anew, as a machine that reboots.</summary>
    internal async Task RestartAsync()
    {
        await Container.StopAsync(Cancellation);
        await Container.StartAsync(Cancellation);
        await SettleAsync();
    }

    /// <summary>Succeeds when rpcbind listens everywhere; it opens the socket for TCP over IPv6 last.</summary>
    internal static string[] HasStarted { get; } = ["bash", "-c", "</dev/tcp/::1/111"];

    /// <summary>Takes away what protected it, and puts this in force instead.</summary>
    internal async Task ProtectAsync(Policy policy, params ProtectionName[] protections)
    {
        await ClearAsync();
        foreach (var protection in protections)
        {
            await LoadAsync(policy, protection);
        }
    }

    /// <summary>Puts a policy in force, over whatever is there.</summary>
    internal async Task LoadAsync(Policy policy, ProtectionName protection)
    {
        foreach (var file in Protection.Rulesets(policy, protection))
        {
            await LoadAsync(file, protection == ProtectionName.IptablesLegacy ? "legacy" : "nft");
        }
    }

    /// <summary>Writes a file.</summary>
    internal Task WriteAsync(string path, string text) =>
        Container.CopyAsync(Encoding.UTF8.GetBytes(text), path, ct: Cancellation);

    /// <summary>Takes every protection away.</summary>
    internal Task ClearAsync() => RunAsync($"{Scripts}/clear");

    /// <summary>Counts what comes to portmap during an action, and what of it the rules let through.</summary>
    internal async Task<(long Arrived, long Delivered)> WatchAsync(Func<Task> action)
    {
        await RunAsync("nft", "reset", "counters", "table", "inet", "watch");
        await action();
        var said = await RunAsync("nft", "list", "counters", "table", "inet", "watch");
        return (PacketsOf("arrived", said), PacketsOf("delivered", said));
    }

    private async Task LoadAsync(RulesetFile file, string variant)
    {
        switch (file.Kind)
        {
            case RulesetKind.HostsAllow:
                await WriteAsync("/etc/hosts.allow", file.Text);
                break;
            case RulesetKind.HostsDeny:
                await WriteAsync("/etc/hosts.deny", file.Text);
                break;
            case RulesetKind.Iptables:
                await WriteAsync("/root/rules.v4", file.Text);
                await RunAsync($"iptables-{variant}-restore", "--noflush", "/root/rules.v4");
                break;
            case RulesetKind.Ip6tables:
                await WriteAsync("/root/rules.v6", file.Text);
                await RunAsync($"ip6tables-{variant}-restore", "--noflush", "/root/rules.v6");
                break;
            case RulesetKind.Nftables:
                await WriteAsync("/root/rules.nft", file.Text);
                await RunAsync("nft", "-f", "/root/rules.nft");
                break;
            default:
                throw new InvalidOperationException($"no protection writes {file.Kind}");
        }
    }

    /// <summary>The number in <c>counter arrived { packets 4 bytes 232 }</c>.</summary>
    private static long PacketsOf(string counter, string listed) =>
        long.Parse(listed.Split($"counter {counter} {{")[1].Split("packets ")[1].Split(' ')[0]);
}
