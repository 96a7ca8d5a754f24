using HardeningLab.Engines;

namespace Integration.LabCommand;

/// <summary>Says all that a command printed when its exit code is not the expected one.</summary>
internal static class EndedAssertion
{
    internal static ExecResult ShouldEndWith(this ExecResult ended, int exitCode)
    {
        ended.ExitCode.Should().Be(exitCode, ended.ToString());
        return ended;
    }
}
