using System.CommandLine;

namespace HardeningLab.Cli;

/// <summary><c>hlab lab</c>: labs that stay up between commands.</summary>
internal static class LabCommand
{
    public static Command Create(string[] arguments) =>
        new("lab", "Keep a lab up: ask it, look into its hosts, change its rules, prove it.")
        {
            LabUpCommand.Create(),
            LabListCommand.Create(),
            LabProbeCommand.Create(),
            LabShellCommand.Create(),
            LabExecCommand.Create(),
            LabProveCommand.Create(arguments),
            LabResetCommand.Create(),
            LabDownCommand.Create(),
            LabKeepCommand.Create(),
        };
}
