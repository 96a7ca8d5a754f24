namespace Integration.Lab;

/// <summary>A lab has no way out, and starts nowhere but in namespaces of its own.</summary>
[Trait("Speed", "Slow")]
public sealed class IsolationTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(Sandbox.OrdinaryUser)]
    public async Task No_thread_of_a_running_lab_stands_in_the_network_of_the_machine(uint user)
    {
        await using var sandbox = await Sandbox.StartAsync();
        var machine = NamespaceOf($"/proc/{sandbox.First}");
        var run = await CrowdedRun.MeasureAsync(sandbox, user, "iptables");
        var before = Census.Of(sandbox);
        var seen = new HashSet<string>();

        using (var hlab = await run.StartAsync())
        {
            var end = hlab.EndAsync();
            while (!end.IsCompleted)
            {
                seen.UnionWith(hlab.Threads().Select(NamespaceOf));
                await Task.Delay(1, TestContext.Current.CancellationToken);
            }
        }

        seen.Should().HaveCountGreaterThan(5, "each host of the lab has a network of its own");
        seen.Should().NotContain(machine);
        // The counters of every link are in it: not one packet came or went.
        await before.AssertUnchangedAsync(sandbox);
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("net:")]
    [InlineData("no namespace")]
    public async Task A_lab_that_stands_in_the_network_of_the_machine_touches_nothing(string claim)
    {
        await using var sandbox = await Sandbox.StartAsync();
        var before = Census.Of(sandbox);
        var outside = claim.Replace(
            "{0}",
            NamespaceOf($"/proc/{sandbox.First}"),
            StringComparison.Ordinal
        );

        using var hlab = await sandbox.StartAsync(
            0,
            [$"HLAB_OUTSIDE_NET={outside}"],
            ["/mnt/repository/hlab", "prove"]
        );
        var ended = await hlab.EndAsync();

        ended.ExitCode.Should().Be(3);
        ended.Error.Should().Contain("not certain to stand in a network namespace of its own");
        await before.AssertUnchangedAsync(sandbox);
    }

    private static string NamespaceOf(string process) =>
        new FileInfo($"{process}/ns/net").LinkTarget ?? "gone";
}
