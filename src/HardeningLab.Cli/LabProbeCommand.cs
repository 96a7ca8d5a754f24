using System.CommandLine;
using HardeningLab.Matrices;
using HardeningLab.Probes;
using HardeningLab.Reports;

namespace HardeningLab.Cli;

/// <summary><c>hlab lab probe</c>: asks a lab's services once, and judges nothing.</summary>
internal static class LabProbeCommand
{
    public static Command Create()
    {
        var from = new Argument<string>("FROM")
        {
            Description =
                "Who asks: an address that a client plays, loopback, the target's own, or a host: lan0, wan0, target.",
        };
        var service = new Argument<string?>("SERVICE")
        {
            Description =
                "What is asked for: a service of the policy, /tcp or /udp if only one; all by default.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var json = new Option<bool>("--json") { Description = "Print one JSON document instead." };
        var options = new LabOptions();
        var command = new Command("probe", "Ask from one place; show verdict, evidence and rule.")
        {
            from,
            service,
            options.Name,
            options.Engine,
            json,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var (card, lab) = await options.OpenAsync(parsed, cancellation);
                await using (lab)
                {
                    var cells = await LabProbe.AskAsync(
                        lab,
                        card,
                        parsed.GetRequiredValue(from),
                        parsed.GetValue(service),
                        cancellation
                    );
                    var output = parsed.InvocationConfiguration.Output;
                    if (parsed.GetValue(json))
                    {
                        ProbeReport.WriteJson(card.Name, cells, output);
                    }
                    else
                    {
                        ProbeReport.Write(cells, output, Terminal.ShowsColour);
                    }
                    return cells.Any(cell => cell.Observed is Verdict.Error)
                        ? ExitCodes.CannotRun
                        : ExitCodes.Holds;
                }
            }
        );
        return command;
    }
}
