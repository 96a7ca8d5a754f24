using System.CommandLine;
using Hardening.Changes;
using Hardening.Hosts;
using HardeningLab.Reports;

namespace HardeningLab.Cli;

/// <summary><c>hlab status</c>: tells what hosts have of ours; 1 unless it is in force everywhere.</summary>
internal static class StatusCommand
{
    private static readonly HostOptions Hosts = new();

    public static Command Create()
    {
        var command = new Command(
            "status",
            "Tell what hosts have of ours, and whether it has drifted."
        );
        Hosts.AddTo(command);
        command.SetAction(
            (parsed, cancellation) =>
                Hosts.ForEachAsync(parsed, host => TellAsync(host, parsed, cancellation))
        );
        return command;
    }

    private static async Task<int> TellAsync(
        IHost host,
        ParseResult parsed,
        CancellationToken cancellation
    )
    {
        try
        {
            var status = await HostChange.StatusAsync(host, cancellation);
            ChangeReport.Write(status, parsed.InvocationConfiguration.Output, Terminal.ShowsColour);
            return status.Standing is HostStanding.InForce
                ? ExitCodes.Holds
                : ExitCodes.DoesNotHold;
        }
        catch (Exception failure) when (failure is HostUnreachableException or HostFailedException)
        {
            await Console.Error.WriteLineAsync($"hlab: {failure.Message}");
            return ExitCodes.CannotRun;
        }
    }
}
