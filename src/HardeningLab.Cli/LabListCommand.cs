using System.CommandLine;
using HardeningLab.Engines.Docker;
using HardeningLab.Engines.Kept;
using HardeningLab.Reports;

namespace HardeningLab.Cli;

/// <summary><c>hlab lab ls</c>: which labs are up.</summary>
internal static class LabListCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "Print one JSON document instead." };
        var options = new LabOptions();
        var command = new Command("ls", "List the labs that are up.") { options.Engine, json };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var cards = new List<LabCard>();
                foreach (var labs in options.Labs(parsed))
                {
                    try
                    {
                        cards.AddRange(await labs.ListAsync(cancellation));
                    }
                    catch (DockerUnfitException unfit)
                        when (parsed.GetValue(options.Engine) is null)
                    {
                        // The labs of the others are up all the same.
                        await Console.Error.WriteLineAsync($"hlab: {unfit.Message}");
                    }
                }
                var output = parsed.InvocationConfiguration.Output;
                if (parsed.GetValue(json))
                {
                    LabReport.WriteListJson(cards, output);
                }
                else
                {
                    LabReport.WriteList(
                        cards,
                        output,
                        TimeProvider.System.GetUtcNow(),
                        Terminal.ShowsColour,
                        Terminal.Width
                    );
                }
                return ExitCodes.Holds;
            }
        );
        return command;
    }
}
