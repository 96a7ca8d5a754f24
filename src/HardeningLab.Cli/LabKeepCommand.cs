using System.CommandLine;
using HardeningLab.Engines.Kept;
using HardeningLab.Engines.Netns.Machine;
using HardeningLab.Kernel;

namespace HardeningLab.Cli;

/// <summary><c>hlab lab keep</c>: the background process behind a lab of namespaces; <c>hlab lab up</c> starts it, nobody else does.</summary>
internal static class LabKeepCommand
{
    public static string[] Arguments { get; } = ["lab", "keep"];

    public static Command Create()
    {
        var command = new Command("keep", "Hold a lab; started by `hlab lab up`.")
        {
            Hidden = true,
        };
        command.SetAction(async _ =>
        {
            if (!Isolation.IsInside)
            {
                Keeper.Detach();
            }
            IsolationPlan.StartAgainInside(Arguments);
            await Keeper.RunAsync(Console.OpenStandardInput(), Console.OpenStandardOutput());
            return ExitCodes.Holds;
        });
        return command;
    }
}
