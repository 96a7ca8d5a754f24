using HardeningLab.Engines.Docker;

namespace HardeningLab.Tests.Engines.Docker;

/// <summary>Who has no engine is told the one command that starts one.</summary>
public sealed class EngineRemedyTests
{
    [Theory]
    [InlineData(true, true, false, false, "eval \"$(lab/engine start)\"")]
    [InlineData(true, true, false, true, "eval \"$(lab/engine start)\"")]
    [InlineData(false, true, false, true, "eval \"$(sudo lab/engine start)\"")]
    [InlineData(false, true, true, true, "sudo systemctl start docker")]
    [InlineData(false, true, true, false, "sudo apt-get install docker.io")]
    [InlineData(true, false, true, true, "sudo systemctl start docker")]
    [InlineData(
        true,
        false,
        true,
        false,
        "install Docker: https://docs.docker.com/engine/install/"
    )]
    public void The_remedy_fits_the_machine(
        bool isRoot,
        bool isDebian,
        bool hasSystemd,
        bool isInstalled,
        string command
    )
    {
        EngineRemedy.Choose(isRoot, isDebian, hasSystemd, isInstalled).Should().Be(command);
    }
}
