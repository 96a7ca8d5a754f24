namespace Integration.Prove;

/// <summary>libwrap runs commands that hosts.allow names (hosts_options(5)); in the lab they can change nothing.</summary>
public sealed class CommandsInRulesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hlab-spawn-").FullName;

    [Fact]
    public async Task A_command_that_a_hosts_file_spawns_leaves_no_file_on_the_machine()
    {
        var touched = Path.Join(folder, "touched");
        var rules = Path.Join(folder, "hosts.allow");
        await File.WriteAllTextAsync(
            rules,
            $"""
            rpcbind portmap : 192.168.1.0/24 127.0.0.0/8 [::1] : spawn (/usr/bin/touch {touched}) : allow
            rpcbind portmap : ALL : deny

            """,
            TestContext.Current.CancellationToken
        );

        var proved = await Proved.ByAsync("--rules", rules);

        proved.ShouldHold();
        File.Exists(touched).Should().BeFalse("the target sees the machine's files read-only");
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
