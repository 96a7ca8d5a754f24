using System.CommandLine;
using Hardening.Changes;
using HardeningLab.Reports;

namespace HardeningLab.Cli;

/// <summary><c>hlab status</c>: tells what hosts have of ours; 1 unless it is in force everywhere.</summary>
internal static class StatusCommand
{
    private static readonly HostOptions Hosts = new();

    private static readonly Option<bool> Json = new("--json")
    {
        Description = "Print one JSON document instead.",
    };

    public static Command Create()
    {
        var command = new Command(
            "status",
            "Tell what hosts have of ours, and whether it has drifted."
        );
        Hosts.AddTo(command);
        command.Add(Json);
        command.SetAction((parsed, cancellation) => TellAsync(parsed, cancellation));
        return command;
    }

    private static async Task<int> TellAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var output = parsed.InvocationConfiguration.Output;
        var isJson = parsed.GetValue(Json);
        var states = new List<HostStatus>();
        await foreach (
            var status in Hosts.OnEachAsync(
                parsed,
                host => HostChange.StatusAsync(host, cancellation),
                (host, failure) =>
                    new HostStatus(host.Name, HostStanding.Unknown, [], [], failure.Message)
            )
        )
        {
            if (!isJson)
            {
                ChangeReport.Write(status, output, Terminal.ShowsColour);
            }
            states.Add(status);
        }
        if (isJson)
        {
            ChangeJson.Write(states, output);
        }
        return states.Max(status =>
            status.Standing switch
            {
                HostStanding.InForce => ExitCodes.Holds,
                HostStanding.Unknown => ExitCodes.CannotRun,
                _ => ExitCodes.DoesNotHold,
            }
        );
    }
}
