using HardeningLab.Engines.Netns.Machine;

namespace HardeningLab.Tests.Engines.Netns.Machine;

public sealed class MachineReportTests : IDisposable
{
    private readonly FakeMachine machine = new();

    [Fact]
    public void A_machine_that_has_everything_can_run_the_lab()
    {
        machine.Report.Missing.Should().BeEmpty();
        machine.Report.CanRunLab.Should().BeTrue();
        machine.Report.Fix.Should().BeNull();
    }

    [Fact]
    public void All_missing_packages_are_installed_by_one_command()
    {
        machine.Remove("/usr/sbin/nft");
        machine.Remove("/usr/sbin/iptables");
        machine.Remove("/usr/sbin/ip6tables");

        machine
            .Report.Fix.Should()
            .Be("sudo apt-get install --no-install-recommends iptables nftables");
    }

    [Fact]
    public void Root_needs_no_sudo()
    {
        machine.RunAs(uid: 0, capabilities: "000001fffeffffff");
        machine.Remove("/usr/sbin/nft");

        machine.Report.Fix.Should().Be("apt-get install --no-install-recommends nftables");
    }

    [Fact]
    public void Where_dpkg_keeps_no_packages_no_command_of_Debian_is_given()
    {
        machine.Remove("/var/lib/dpkg/status");
        machine.Remove("/usr/sbin/nft");

        machine.Report.Fix.Should().Be("install nftables with this system's package tool");
    }

    [Fact]
    public void A_tool_tells_the_version_of_its_package()
    {
        machine.Write(
            "/var/lib/dpkg/status",
            """
            Package: iptables
            Status: deinstall ok config-files
            Version: 1.8.7-1

            Package: nftables
            Status: install ok installed
            Architecture: amd64
            Version: 1.0.6-2

            """
        );

        Found("nft").Should().Be("/usr/sbin/nft (1.0.6-2)");
        Found("iptables").Should().Be("/usr/sbin/iptables");
    }

    [Theory]
    [InlineData("kernel.apparmor_restrict_unprivileged_userns", "1", "0")]
    [InlineData("kernel.unprivileged_userns_clone", "0", "1")]
    public void A_switch_that_denies_user_namespaces_is_named_with_the_command_that_allows_them(
        string name,
        string closed,
        string open
    )
    {
        machine.Write($"/proc/sys/{name.Replace('.', '/')}", closed + "\n");

        machine.Report.CanRunLab.Should().BeFalse();
        machine.Report.Fix.Should().Be($"sudo sysctl -w {name}={open}");
    }

    [Fact]
    public void Root_with_CAP_SYS_ADMIN_needs_no_user_namespace()
    {
        machine.RunAs(uid: 0, capabilities: "0000000000200000");
        machine.Write("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1");
        machine.Write("/proc/sys/user/max_user_namespaces", "0");

        machine.Report.CanRunLab.Should().BeTrue();
    }

    [Fact]
    public void Root_without_CAP_SYS_ADMIN_is_treated_like_an_ordinary_user()
    {
        machine.RunAs(uid: 0, capabilities: "00000000a80425fb");
        machine.Write("/proc/sys/user/max_user_namespaces", "0");

        machine.Report.Fix.Should().Be("sysctl -w user.max_user_namespaces=10000");
    }

    [Fact]
    public void A_kernel_without_network_namespaces_is_told_from_one_that_limits_them()
    {
        machine.Remove("/proc/self/ns/net");

        Found("user.max_net_namespaces").Should().Be("this kernel has no net namespaces");
    }

    [Fact]
    public void Legacy_iptables_is_no_condition_of_the_lab()
    {
        machine.Remove("/usr/sbin/iptables-legacy");

        machine.Report.CanRunLab.Should().BeTrue();
        machine.Report.Requirements.Should().Contain(requirement => !requirement.IsMet);
    }

    [Fact]
    public void The_exception_says_what_is_missing_and_the_command()
    {
        machine.Remove("/usr/sbin/nft");

        machine
            .Report.Invoking(report => report.ThrowIfUnfit())
            .Should()
            .Throw<MachineUnfitException>()
            .WithMessage(
                "this machine can't run the lab: nft: not on this machine\nmend it with: sudo apt-get install --no-install-recommends nftables"
            );
    }

    public void Dispose() => machine.Dispose();

    private string Found(string name) =>
        machine.Report.Requirements.Single(requirement => requirement.Name == name).Found;
}
