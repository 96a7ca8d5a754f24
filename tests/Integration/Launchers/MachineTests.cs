namespace Integration.Launchers;

/// <summary>What the launcher does on a machine that lacks something. Every command runs in mounts of its own.</summary>
public sealed class MachineTests : IDisposable
{
    /// <summary>Covers the folder of iptables and nft; <c>ip</c> has a second name elsewhere and stays.</summary>
    private const string HideTools = "mount -t tmpfs none /usr/sbin";
    private readonly string folder = Directory.CreateTempSubdirectory("hlab-machine-").FullName;

    public MachineTests() => File.SetUnixFileMode(folder, (UnixFileMode)0b111_111_111);

    [Fact]
    public async Task An_ordinary_user_is_given_the_one_command_that_installs_what_is_missing()
    {
        var result = await AsRootAsync(
            $"{HideTools}; exec setpriv --reuid=65534 --regid=65534 --clear-groups {Copy("lab")}/machine.sh"
        );

        result.ExitCode.Should().Be(3);
        result
            .Error.Trim()
            .Should()
            .Be(
                "hlab: missing: iptables nftables: run: sudo apt-get install --no-install-recommends iptables nftables"
            );
    }

    [Fact]
    public async Task Root_installs_what_is_missing_and_says_so_in_one_line()
    {
        var result = await AsRootAsync(
            $"{HideTools}; {FakeApt("""for t in iptables nft; do printf '#!/bin/sh\n' >/usr/sbin/$t; chmod +x /usr/sbin/$t; done""")}; HLAB_PACKAGES={Packages()} exec {Copy("lab")}/machine.sh"
        );

        result.ExitCode.Should().Be(0, result.Error);
        result
            .Error.Trim()
            .Should()
            .Be(
                "hlab: installing iptables nftables (apt-get install --no-install-recommends iptables nftables)…"
            );
        (await CallsAsync())
            .Should()
            .ContainSingle()
            .Which.Should()
            .StartWith("install -y --no-install-recommends")
            .And.EndWith("iptables nftables");
    }

    [Fact]
    public async Task An_installation_that_fails_shows_why_and_ends_with_3()
    {
        var result = await AsRootAsync(
            $"{HideTools}; {FakeApt("echo 'E: no such package'; exit 100")}; exec {Copy("lab")}/machine.sh"
        );

        result.ExitCode.Should().Be(3);
        result.Error.Should().Contain("E: no such package").And.Contain("apt-get update &&");
        (await CallsAsync()).Should().Contain(call => call.StartsWith("update"));
    }

    [Fact]
    public async Task Without_the_network_the_fetch_says_what_is_missing_and_leaves_no_entry()
    {
        // A network namespace without a link to anything stands for a machine without network.
        var result = await AsRootAsync(
            $"[ ! -e /usr/sbin/rpcbind ] || mount --bind /dev/null /usr/sbin/rpcbind; XDG_CACHE_HOME={folder}/cache exec unshare -n {Copy("lab")}/machine.sh"
        );

        result.ExitCode.Should().Be(3);
        result.Error.Should().Contain("hlab: rpcbind could not be fetched").And.Contain("E: ");
        Directory
            .EnumerateFiles($"{folder}/cache", "rpcbind", SearchOption.AllDirectories)
            .Should()
            .BeEmpty();
    }

    [Fact]
    public async Task Without_the_network_an_installed_rpcbind_is_copied()
    {
        // The loader is all that looks at it, so any program will do.
        var result = await AsRootAsync(
            $"mount -t tmpfs none /opt; cp /bin/true /opt/rpcbind; [ -e /etc/netconfig ] || {{ cp -r /etc /opt/etc; touch /opt/etc/netconfig; mount --bind /opt/etc /etc; }}; PATH=/opt:$PATH XDG_CACHE_HOME={folder}/cache exec unshare -n {Copy("lab")}/machine.sh"
        );

        result.ExitCode.Should().Be(0, result.Error);
        Directory
            .EnumerateFiles($"{folder}/cache", "rpcbind", SearchOption.AllDirectories)
            .Should()
            .ContainSingle();
    }

    [Fact]
    public async Task Without_dotnet_it_says_what_to_install()
    {
        Repository.CopyTo(Path.Join(folder, "clone"));

        var result = await AsRootAsync(
            $"for d in /usr/share/dotnet /usr/lib/dotnet; do [ ! -d $d ] || mount -t tmpfs none $d; done; unset DOTNET_ROOT; PATH=/usr/bin:/bin HOME=/nonexistent exec {folder}/clone/hlab --version"
        );

        result.ExitCode.Should().Be(3);
        result.Error.Should().Contain("dotnet is missing: install the .NET 10 SDK");
        result.Error.Trim().Split('\n').Should().ContainSingle();
    }

    [Theory]
    [InlineData("unset HOME XDG_CACHE_HOME")]
    [InlineData("export HOME=/proc/nonexistent; unset XDG_CACHE_HOME")]
    public async Task Without_a_home_that_can_be_written_the_cache_lies_elsewhere_and_it_says_so(
        string home
    )
    {
        var result = await ShellAsync(
            $"{home}; . {Repository.Root}/lab/cache.sh; TMPDIR={folder}; choose_cache; printf %s $cache"
        );

        result.Output.Should().StartWith($"{folder}/hardeninglab-");
        result.Error.Should().StartWith("hlab: no folder for a cache").And.Contain(result.Output);
    }

    [Fact]
    public async Task A_cache_in_tmp_that_is_a_link_is_refused()
    {
        var result = await ShellAsync(
            $"unset HOME XDG_CACHE_HOME; . {Repository.Root}/lab/cache.sh; TMPDIR={folder}; ln -s / {folder}/hardeninglab-$UID; choose_cache"
        );

        result.ExitCode.Should().Be(3);
        result.Error.Should().Contain("set XDG_CACHE_HOME");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>Covers the real apt-get, so that nothing is installed whatever happens.</summary>
    private string FakeApt(string does)
    {
        File.WriteAllText(
            Path.Join(folder, "apt-get"),
            $"#!/bin/sh\necho \"$*\" >>{folder}/calls\n{does}\n"
        );
        return $"chmod +x {folder}/apt-get; mount --bind {folder}/apt-get /usr/bin/apt-get || exit 99";
    }

    private Task<string[]> CallsAsync() =>
        File.ReadAllLinesAsync(Path.Join(folder, "calls"), TestContext.Current.CancellationToken);

    private string Packages()
    {
        Directory.CreateDirectory(Path.Join(folder, "packages/usr/sbin"));
        var rpcbind = Path.Join(folder, "packages/usr/sbin/rpcbind");
        File.WriteAllText(rpcbind, "");
        File.SetUnixFileMode(rpcbind, (UnixFileMode)0b111_101_101);
        return Path.Join(folder, "packages");
    }

    /// <summary>A copy that every user can read, wherever the repository lies.</summary>
    private string Copy(string name)
    {
        var copy = Directory.CreateDirectory(Path.Join(folder, name)).FullName;
        foreach (var script in Directory.EnumerateFiles(Path.Join(Repository.Root, name), "*.sh"))
        {
            File.Copy(script, Path.Join(copy, Path.GetFileName(script)));
        }
        return copy;
    }

    private Task<Launched> AsRootAsync(string script)
    {
        Assert.SkipUnless(
            Environment.UserName == "root",
            "hiding the machine's own tools takes root and mounts of its own"
        );
        return Launched.RunAsync(
            folder,
            FreshClone.NoEnvironment,
            "unshare",
            "-m",
            "--propagation",
            "private",
            "bash",
            "-c",
            "set -e; unset HLAB_PACKAGES; " + script
        );
    }

    private Task<Launched> ShellAsync(string script) =>
        Launched.RunAsync(folder, FreshClone.NoEnvironment, "bash", "-c", script);
}
