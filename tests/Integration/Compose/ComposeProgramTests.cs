using Integration.Docker;

namespace Integration.Compose;

/// <summary>Version 1 of Compose and version 2 both make the lab of <c>lab/compose.yml</c>.</summary>
public sealed class ComposeProgramTests
{
    public static TheoryData<string> Names { get; } = [.. ComposeProgram.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_lab_comes_up_and_goes_without_a_trace(string name)
    {
        DockerHere.SkipUnlessUsable();
        var program = new ComposeProgram(name);
        Assert.SkipUnless(await program.IsHereAsync(), $"{name} is not here");
        await using var lab = await ComposeLab.StartAsync(program);

        var before = await lab.PartsAsync();
        await lab.RemoveAsync();

        before.Should().HaveCount(ComposeLab.Hosts.Length + 2);
        (await lab.PartsAsync()).Should().BeEmpty();
    }
}
