using Integration.Prove;

namespace Integration.LabCommand;

/// <summary>An ordinary user keeps labs as root does.</summary>
public sealed class OrdinaryUserTests(OrdinaryUser user) : IClassFixture<OrdinaryUser>
{
    [Fact]
    public async Task A_lab_is_made_asked_broken_proved_mended_and_taken_down()
    {
        (await user.RunAsync("lab", "up", "--with", "nftables")).ShouldEndWith(0);
        try
        {
            var probe = await user.RunAsync("lab", "probe", "wan0", "portmap/udp");
            (await user.RunAsync("lab", "prove")).ShouldEndWith(0);
            (
                await user.RunAsync("lab", "exec", "target", "--", "nft", "flush", "ruleset")
            ).ShouldEndWith(0);
            var broken = (await user.RunAsync("lab", "prove")).ShouldEndWith(1);

            probe.ShouldEndWith(0).Output.Should().Contain("dropped").And.Contain("drop");
            broken.Output.Should().Contain("allowed").And.Contain("does not hold");
        }
        finally
        {
            (await user.RunAsync("lab", "down")).ShouldEndWith(0);
        }
        (await user.RunAsync("lab", "ls", "--engine", "netns"))
            .Output.Should()
            .StartWith("no lab is up");
    }

    [Theory]
    [InlineData("target", "nft add table inet x && nft list tables", "table inet x")]
    [InlineData("lan0", "rpcinfo -p 192.168.1.10", "portmapper")]
    [InlineData("lan0", "cat /proc/self/comm; id -u", "0")]
    [InlineData("target", "touch /usr/left || echo kept", "kept")]
    public async Task Commands_run_in_his_hosts(string host, string script, string says)
    {
        (await user.RunAsync("lab", "up", "--bare", "--name", "hosts")).ShouldEndWith(0);
        try
        {
            var ended = await user.RunAsync([
                "lab",
                "exec",
                host,
                "--name",
                "hosts",
                "--",
                "sh",
                "-c",
                script,
            ]);

            ended.ShouldEndWith(0).Output.Should().Contain(says);
        }
        finally
        {
            (await user.RunAsync("lab", "down", "--name", "hosts")).ShouldEndWith(0);
        }
    }
}
