using HardeningLab.Engines.Netns.Machine;

namespace HardeningLab.Tests.Engines.Netns.Machine;

public sealed class RpcbindPackagesTests : IDisposable
{
    private readonly FakeMachine machine = new();

    [Fact]
    public void The_newest_entry_of_the_cache_is_taken_where_no_folder_is_named()
    {
        machine.Set("HLAB_PACKAGES", null);
        machine.Set("HOME", Path.Join(machine.Root, "home"));
        foreach (var entry in (string[])["old", "new", "unfinished"])
        {
            machine.Write($"/home/.cache/hardeninglab/{entry}/needs", "");
        }
        machine.Write("/home/.cache/hardeninglab/old/root/usr/sbin/rpcbind", "");
        machine.Write("/home/.cache/hardeninglab/new/root/usr/sbin/rpcbind", "");
        Age("old", days: 2);
        Age("new", days: 1);

        Found.Should().EndWith("/hardeninglab/new/root/usr/sbin/rpcbind");
    }

    [Fact]
    public void The_cache_of_XDG_comes_before_that_of_HOME()
    {
        machine.Set("HLAB_PACKAGES", null);
        machine.Set("HOME", Path.Join(machine.Root, "home"));
        machine.Set("XDG_CACHE_HOME", Path.Join(machine.Root, "xdg"));
        machine.Write("/home/.cache/hardeninglab/a/root/usr/sbin/rpcbind", "");
        machine.Write("/xdg/hardeninglab/a/root/usr/sbin/rpcbind", "");

        Found.Should().Contain("/xdg/");
    }

    [Fact]
    public void A_named_folder_without_rpcbind_is_not_replaced_by_another()
    {
        machine.Set("HLAB_PACKAGES", Path.Join(machine.Root, "nowhere"));

        Found.Should().Be("not fetched yet");
    }

    [Fact]
    public void Every_folder_of_libraries_is_on_the_library_path()
    {
        machine.Write("/packages/usr/lib/x86_64-linux-gnu/libwrap.so.0", "");
        machine.Write("/packages/usr/lib/x86_64-linux-gnu/libtirpc.so.3", "");
        machine.Write("/packages/usr/lib/systemd/rpcbind.service", "");

        var packages = new RpcbindPackages(Path.Join(machine.Root, "packages"));

        packages.LibraryPath.Should().Be(Path.Join(packages.Root, "usr/lib/x86_64-linux-gnu"));
    }

    public void Dispose() => machine.Dispose();

    private string Found =>
        machine.Report.Requirements.Single(requirement => requirement.Name == "rpcbind").Found;

    private void Age(string entry, int days) =>
        Directory.SetLastWriteTimeUtc(
            Path.Join(machine.Root, "home/.cache/hardeninglab", entry),
            new DateTime(2026, 1, 10, 0, 0, 0, DateTimeKind.Utc).AddDays(-days)
        );
}
