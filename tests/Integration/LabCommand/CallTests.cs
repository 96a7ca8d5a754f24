namespace Integration.LabCommand;

/// <summary>What a wrong call is told.</summary>
public sealed class CallTests
{
    [Theory]
    [InlineData("no lab named default is up", "probe", "lan0", "--engine", "netns")]
    [InlineData("hlab lab up --name other", "prove", "--name", "other", "--engine", "netns")]
    [InlineData("no lab named default is up", "down", "--engine", "netns")]
    [InlineData("expected 1 to 32 letters", "up", "--name", "../x")]
    [InlineData("expected 1 to 32 letters", "down", "--name", "-x")]
    [InlineData("no-such.yaml:1:1: ", "up", "no-such.yaml")]
    [InlineData("--bare", "up", "--bare", "--with", "iptables")]
    [InlineData("--rules", "up", "--rules", "x", "--with", "iptables")]
    [InlineData("--all", "down", "--all", "--name", "default")]
    [InlineData("probe", "prob", "lan0")]
    public async Task A_wrong_call_exits_with_2_says_what_is_wrong_and_prints_nothing(
        string says,
        params string[] arguments
    )
    {
        await using var labs = await KeptLabs.StartAsync();

        var ended = (await labs.LabAsync(arguments)).ShouldEndWith(2);

        ended.Error.Should().Contain(says);
        ended.Output.Should().BeEmpty();
    }
}
