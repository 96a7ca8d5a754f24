namespace Integration.Lab;

/// <summary>A census that overlooks something would call every run clean.</summary>
public sealed class CensusTests
{
    [Theory]
    [InlineData("sleep 60", "Processes")]
    [InlineData("unshare -n sleep 60", "Namespaces")]
    [InlineData("mkdir /tmp/x; mount -t tmpfs tmpfs /tmp/x", "Mounts")]
    [InlineData("ip link add left type veth peer name right", "Links")]
    [InlineData("echo x | bash -c 'cat >/dev/udp/127.0.0.1/9'", "Links")]
    [InlineData("touch /tmp/left", "Files")]
    [InlineData("ip netns add left", "Files")]
    public async Task A_census_sees_what_is_left_behind(string command, string where)
    {
        await using var sandbox = await Sandbox.StartAsync();
        var before = Census.Of(sandbox);

        using var left = await sandbox.StartAsync(0, [], ["sh", "-c", $"({command}) >&- 2>&- &"]);
        await left.EndAsync();

        var comparing = () => before.AssertUnchangedAsync(sandbox);
        await comparing.Should().ThrowAsync<Exception>().WithMessage($"*{where}*");
    }
}
