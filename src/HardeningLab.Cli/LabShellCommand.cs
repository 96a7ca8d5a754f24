using System.CommandLine;

namespace HardeningLab.Cli;

/// <summary><c>hlab lab shell</c>: a shell in a host, on the caller's own terminal.</summary>
internal static class LabShellCommand
{
    public static Command Create()
    {
        var host = LabHost.Argument();
        var options = new LabOptions();
        var command = new Command("shell", "Open a shell in a host.")
        {
            host,
            options.Name,
            options.Engine,
        };
        command.SetAction(
            (parsed, cancellation) => LabHost.RunAsync(parsed, options, host, [], cancellation)
        );
        return command;
    }
}
