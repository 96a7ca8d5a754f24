using System.Text.Json;
using Integration.Lab;

namespace Integration.LabCommand;

/// <summary>However the process ends that holds a lab, nothing of the lab stays.</summary>
public sealed class KilledKeeperTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(Sandbox.OrdinaryUser)]
    public async Task Nothing_stays_of_a_lab_whose_keeper_is_killed(uint user)
    {
        await using var sandbox = await Sandbox.StartAsync();
        // The folder of the user's labs stays; it is empty.
        await RunAsync(sandbox, user, "lab", "ls", "--engine", "netns");
        var before = Census.Of(sandbox);

        await RunAsync(sandbox, user, "lab", "up");
        using var command = await sandbox.StartHlabAsync(
            user,
            ["lab", "exec", "wan0", "--", "sleep", "600"]
        );
        while (!command.HasChild("sleep") && !command.HasExited)
        {
            await Task.Delay(1, TestContext.Current.CancellationToken);
        }
        await RunAsync(sandbox, user, "lab", "probe", "wan0");
        var keeper = KeeperIn(sandbox, user);
        // The shell's own, as a small machine has no program of that name.
        using (var kill = await sandbox.StartAsync(0, [], ["sh", "-c", $"kill -9 {keeper}"]))
        {
            (await kill.EndAsync()).ShouldEndWith(0);
        }

        (await command.EndAsync()).ExitCode.Should().Be(137);
        await RunAsync(sandbox, user, "lab", "ls", "--engine", "netns");
        await before.AssertUnchangedAsync(sandbox);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(Sandbox.OrdinaryUser)]
    public async Task Nothing_stays_of_a_lab_that_was_taken_down(uint user)
    {
        await using var sandbox = await Sandbox.StartAsync();
        await RunAsync(sandbox, user, "lab", "ls", "--engine", "netns");
        var before = Census.Of(sandbox);

        await RunAsync(sandbox, user, "lab", "up");
        await RunAsync(sandbox, user, "lab", "prove");
        await RunAsync(sandbox, user, "lab", "down");

        await before.AssertUnchangedAsync(sandbox);
    }

    private static async Task RunAsync(Sandbox sandbox, uint user, params string[] arguments)
    {
        using var hlab = await sandbox.StartHlabAsync(user, arguments);
        (await hlab.EndAsync()).ShouldEndWith(0);
    }

    private static int KeeperIn(Sandbox sandbox, uint user) =>
        JsonDocument
            .Parse(
                File.ReadAllText(
                    $"/proc/{sandbox.First}/root/tmp/hardeninglab-{user}/default/state.json"
                )
            )
            .RootElement.GetProperty("Keeper")
            .GetProperty("Id")
            .GetInt32();
}
