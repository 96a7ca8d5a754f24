using System.Diagnostics;
using HardeningLab.Kernel;

namespace Integration.LabCommand;

/// <summary>How a lab comes to be, stays and goes.</summary>
public sealed class LifeTests
{
    [Fact]
    public async Task A_lab_stays_between_commands_until_it_is_taken_down()
    {
        await using var labs = await KeptLabs.StartAsync();

        var up = (await labs.LabAsync("up")).ShouldEndWith(0);
        var listed = (await labs.LabAsync("ls", "--engine", "netns")).ShouldEndWith(0);
        var keeper = labs.KeeperOf();
        var down = (await labs.LabAsync("down")).ShouldEndWith(0);
        var after = (await labs.LabAsync("ls", "--engine", "netns")).ShouldEndWith(0);

        up.Output.Should().Contain("192.168.1.10").And.Contain("hlab lab probe");
        listed.Output.Should().Contain("default").And.Contain("tcp-wrappers + iptables");
        down.Output.Should().Be("default is down\n");
        after.Output.Should().StartWith("no lab is up");
        ProcessIdentity.Read(keeper).Should().BeNull();
        Directory.Exists(labs.FolderOf()).Should().BeFalse();
    }

    [Fact]
    public async Task A_name_that_is_taken_is_refused_with_the_commands_that_help()
    {
        await using var labs = await KeptLabs.UpAsync("--bare");

        var second = (await labs.LabAsync("up")).ShouldEndWith(2);

        second.Error.Should().Contain("hlab lab down").And.Contain("--name");
        second.Output.Should().BeEmpty();
        (await labs.LabAsync("probe", "lan0")).ShouldEndWith(0);
    }

    [Fact]
    public async Task Of_two_who_ask_for_one_name_at_once_one_gets_it()
    {
        await using var labs = await KeptLabs.StartAsync();

        var both = await Task.WhenAll(labs.LabAsync("up"), labs.LabAsync("up"));

        both.Select(up => up.ExitCode).Order().Should().Equal(0, 2);
        (await labs.LabAsync("probe", "lan0")).ShouldEndWith(0);
    }

    [Fact]
    public async Task Labs_of_different_names_stand_side_by_side()
    {
        await using var labs = await KeptLabs.UpAsync("--bare");
        (await labs.LabAsync("up", "--name", "strict", "--with", "iptables")).ShouldEndWith(0);

        var open = (await labs.LabAsync("probe", "wan0", "portmap/udp")).ShouldEndWith(0);
        var strict = await labs.LabAsync("probe", "wan0", "portmap/udp", "--name", "strict");

        open.Output.Should().Contain("allowed");
        strict.ShouldEndWith(0).Output.Should().Contain("dropped");
        (await labs.LabAsync("down", "--all", "--engine", "netns"))
            .Output.Should()
            .Be("default is down\nstrict is down\n");
    }

    [Fact]
    public async Task A_lab_that_can_not_be_made_leaves_nothing_and_says_why()
    {
        await using var labs = await KeptLabs.StartAsync();
        var packages = Directory.CreateDirectory(Path.Join(labs.Runtime, "packages/usr/sbin"));
        File.Copy("/bin/false", Path.Join(packages.FullName, "rpcbind"));

        var up = await labs.ShellAsync("HLAB_PACKAGES=$XDG_RUNTIME_DIR/packages hlab lab up");

        up.ShouldEndWith(3).Error.Should().Contain("rpcbind").And.Contain("exit code 1");
        Directory.Exists(labs.FolderOf()).Should().BeFalse();
    }

    [Fact]
    public async Task A_start_that_is_killed_leaves_no_lab()
    {
        await using var labs = await KeptLabs.StartAsync();
        using var up = labs.Start("up");
        while (!Directory.Exists(labs.FolderOf()) && !up.HasExited)
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }

        up.Kill();

        await WaitForAsync(() => !Directory.Exists(labs.FolderOf()));
    }

    [Fact]
    public async Task What_a_killed_keeper_leaves_is_recognised_and_cleared_away()
    {
        await using var labs = await KeptLabs.UpAsync("--bare");
        await KillAsync(labs.KeeperOf());

        var probe = (await labs.LabAsync("probe", "lan0", "--engine", "netns")).ShouldEndWith(2);
        (await labs.LabAsync("ls", "--engine", "netns")).Output.Should().StartWith("no lab is up");

        probe.Error.Should().Contain("no lab named default is up");
        Directory.Exists(labs.FolderOf()).Should().BeFalse();
        (await labs.LabAsync("up", "--bare")).ShouldEndWith(0);
    }

    [Fact]
    public async Task Another_process_with_the_keepers_number_is_not_taken_for_it()
    {
        await using var labs = await KeptLabs.UpAsync("--bare");
        var state = await File.ReadAllTextAsync(
            Path.Join(labs.FolderOf(), "state.json"),
            TestContext.Current.CancellationToken
        );
        var keeper = labs.KeeperOf();
        (await labs.LabAsync("down")).ShouldEndWith(0);
        Directory.CreateDirectory(labs.FolderOf());

        await File.WriteAllTextAsync(
            Path.Join(labs.FolderOf(), "state.json"),
            state.Replace($"\"Id\":{keeper}", $"\"Id\":{Environment.ProcessId}"),
            TestContext.Current.CancellationToken
        );

        (await labs.LabAsync("down")).ShouldEndWith(0);
        Directory.Exists(labs.FolderOf()).Should().BeFalse();
    }

    [Fact]
    public async Task A_keeper_ends_when_nobody_could_find_its_lab_any_more()
    {
        await using var labs = await KeptLabs.UpAsync("--bare");
        var keeper = labs.KeeperOf();

        File.Delete(Path.Join(labs.FolderOf(), "state.json"));

        await WaitForAsync(() => ProcessIdentity.Read(keeper) is null);
    }

    [Fact]
    public async Task A_folder_that_belongs_to_somebody_else_is_refused()
    {
        await using var labs = await KeptLabs.StartAsync();
        Assert.SkipUnless(Environment.UserName == "root", "giving a folder away takes root");
        var folder = Directory.CreateDirectory(Path.Join(labs.Runtime, "hardeninglab")).FullName;
        (await labs.ShellAsync($"chown 65534 {folder}")).ShouldEndWith(0);

        var refused = (await labs.LabAsync("up")).ShouldEndWith(3);

        refused.Error.Should().Contain(folder).And.Contain("65534");
        (await labs.ShellAsync($"chown 0 {folder}")).ShouldEndWith(0);
    }

    private static async Task KillAsync(int id)
    {
        using (var killed = Process.GetProcessById(id))
        {
            killed.Kill();
        }
        await WaitForAsync(() => ProcessIdentity.Read(id) is null);
    }

    private static async Task WaitForAsync(Func<bool> isSo)
    {
        var started = Stopwatch.GetTimestamp();
        while (!isSo() && Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(15))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
        isSo().Should().BeTrue();
    }
}
