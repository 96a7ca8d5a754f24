using HardeningLab.Engines;
using Integration.Prove;

namespace Integration.LabCommand;

/// <summary>A lab of containers stays up as one of namespaces does.</summary>
[Trait("Speed", "Slow")]
public sealed class ContainersTests(ContainersOfTheClass lab)
    : IClassFixture<ContainersOfTheClass>,
        IAsyncLifetime
{
    public ValueTask InitializeAsync() => lab.ResetAsync();

    [Fact]
    public async Task It_is_listed_asked_broken_proved_and_mended()
    {
        var listed = await HlabProcess.RunAsync(["lab", "ls", "--engine", "docker"]);
        var probe = await LabAsync("probe", "wan0", "portmap/udp");
        (await LabAsync("exec", "target", "--", "iptables", "-F", "HLAB-portmap")).ShouldEndWith(0);
        var broken = await ProveAsync();
        (
            await LabAsync("exec", "target", "--", "iptables", "-A", "HLAB-portmap", "-j", "DROP")
        ).ShouldEndWith(0);
        var deaf = await LabAsync("probe", "lan0", "portmap/udp");

        listed.ShouldEndWith(0).Output.Should().Contain(lab.Name);
        probe.ShouldEndWith(0).Output.Should().Contain("dropped").And.Contain("-j DROP");
        broken.ExitCode.Should().Be(1);
        broken.Document.Engine.Should().Be("docker");
        broken
            .Document.WrongCells.Should()
            .NotBeEmpty()
            .And.OnlyContain(cell => cell.Expected == "dropped" && cell.Observed == "allowed");
        deaf.ShouldEndWith(0).Output.Should().Contain("dropped");
    }

    [Fact]
    public async Task Whatever_was_changed_is_as_it_came_up_but_for_the_engines_own_rules()
    {
        var before = await InTargetAsync(ResetTests.InForce);
        await InTargetAsync(ResetTests.Damage);
        await InTargetAsync("kill -9 $(pidof rpcbind)");
        (await InTargetAsync(ResetTests.InForce)).Should().NotBe(before);

        (await LabAsync("reset")).ShouldEndWith(0);

        (await InTargetAsync(ResetTests.InForce)).Should().Be(before);
        (await ProveAsync()).ShouldHold();
    }

    [Fact]
    public async Task A_command_in_it_passes_on_its_streams_and_its_exit_code()
    {
        var ended = await LabAsync("exec", "lan0", "--", "sh", "-c", "id -u; echo no >&2; exit 4");

        ended.ShouldEndWith(4).Output.Should().Be("0\n");
        ended.Error.Should().Be("no\n");
    }

    [Fact]
    public async Task Its_name_is_taken()
    {
        var second = await LabAsync("up", "--engine", "docker");

        second.ShouldEndWith(2).Error.Should().Contain($"a lab named {lab.Name} is up already");
    }

    [Fact]
    public async Task Several_who_ask_at_once_all_get_their_verdict()
    {
        var probes = await Task.WhenAll(
            Enumerable.Range(1, 4).Select(host => LabAsync("probe", $"10.0.7.{host}"))
        );

        probes.Should().OnlyContain(probe => probe.ExitCode == 0);
        probes
            .SelectMany(probe => probe.Output.Split('\n'))
            .Count(line => line.Contains(": dropped in"))
            .Should()
            .Be(8);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<string> InTargetAsync(string script)
    {
        var ended = await LabAsync("exec", "target", "--", "sh", "-c", script);
        return $"{ended.Output}{ended.Error}";
    }

    private async Task<Proved> ProveAsync() => Proved.Read(await LabAsync("prove", "--json"));

    private Task<ExecResult> LabAsync(string command, params string[] arguments) =>
        lab.LabAsync(command, arguments);
}
