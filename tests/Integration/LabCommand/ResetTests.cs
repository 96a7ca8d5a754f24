using HardeningLab.Engines;
using Integration.Prove;

namespace Integration.LabCommand;

/// <summary>Whatever people did to a lab, <c>lab reset</c> brings it back to what <c>lab up</c> made of it.</summary>
public sealed class ResetTests
{
    /// <summary>All that the tools and files tell of what is in force in the target.</summary>
    internal const string InForce = """
        nft --stateless list ruleset
        iptables-legacy-save | grep -e ^- -e DROP
        ip6tables-legacy-save | grep -e ^- -e DROP
        head -n 99 /etc/hosts.allow /etc/hosts.deny 2>&1
        """;

    /// <summary>Rules and tables in every tool, the rules of the lab's own gone, and a word for each hosts file.</summary>
    internal const string Damage = """
        iptables -F
        iptables-legacy -t mangle -A PREROUTING -p udp -j DROP
        ip6tables-legacy -A INPUT -p tcp -j DROP
        ip6tables-legacy -P INPUT DROP
        nft add table inet mine
        nft 'add chain inet mine input { type filter hook input priority 0; policy drop; }'
        echo 'ALL: ALL' >/etc/hosts.deny
        rm -f /etc/hosts.allow
        """;

    [Theory]
    [InlineData]
    [InlineData("--with", "tcp-wrappers", "nftables")]
    [InlineData("--with", "iptables-legacy")]
    [InlineData("--bare")]
    public async Task Whatever_was_changed_is_as_it_came_up(params string[] up)
    {
        await using var labs = await KeptLabs.UpAsync(up);
        var before = await InTargetAsync(labs, InForce);
        await InTargetAsync(labs, Damage);
        (await InTargetAsync(labs, InForce)).Should().NotBe(before);

        (await labs.LabAsync("reset")).ShouldEndWith(0).Output.Should().Contain("default is as it");

        (await InTargetAsync(labs, InForce)).Should().Be(before);
        var proof = Proved.Read(await labs.LabAsync("prove", "--json"));
        proof.ExitCode.Should().Be(up is ["--bare"] ? 1 : 0);
    }

    [Fact]
    public async Task A_dead_portmapper_runs_again()
    {
        await using var labs = await KeptLabs.UpAsync();
        await InTargetAsync(labs, "kill -9 $(pidof rpcbind)");
        (await labs.LabAsync("prove")).ShouldEndWith(3).Output.Should().Contain("rpcbind");

        (await labs.LabAsync("reset")).ShouldEndWith(0);

        (await labs.LabAsync("prove")).ShouldEndWith(0);
    }

    [Fact]
    public async Task A_lock_that_outlives_its_portmapper_is_in_nobodys_way()
    {
        await using var labs = await KeptLabs.UpAsync();
        await InTargetAsync(labs, "flock /run/rpcbind.lock sleep 60 >/dev/null 2>&1 &");

        (await labs.LabAsync("reset")).ShouldEndWith(0);

        (await labs.LabAsync("prove")).ShouldEndWith(0);
    }

    [Fact]
    public async Task Somebody_elses_rules_are_loaded_again_with_what_the_tools_refuse()
    {
        await using var labs = await KeptLabs.StartAsync();
        (await labs.LabAsync("up", "--rules", "lab/examples/howto/rules.sh")).ShouldEndWith(1);
        var before = await InTargetAsync(labs, InForce);
        await InTargetAsync(labs, Damage);

        var reset = await labs.LabAsync("reset");

        reset.ShouldEndWith(0).Error.Should().Contain("[refused-command]");
        (await InTargetAsync(labs, InForce)).Should().Be(before);
    }

    private static async Task<string> InTargetAsync(KeptLabs labs, string script)
    {
        var ended = await labs.LabAsync("exec", "target", "--", "sh", "-c", script);
        return $"{ended.Output}{ended.Error}";
    }
}
