using System.CommandLine;
using HardeningLab.Matrices;
using HardeningLab.Reports;
using HardeningLab.Topologies;

namespace HardeningLab.Cli;

/// <summary><c>hlab lab reset</c>: brings a lab back to what <c>lab up</c> made of it.</summary>
internal static class LabResetCommand
{
    private static readonly LabOptions Lab = new();

    public static Command Create()
    {
        var command = new Command(
            "reset",
            "Take back what was changed: the rules are as lab up loaded them, the services new."
        )
        {
            Lab.Name,
            Lab.Engine,
        };
        command.SetAction(ResetAsync);
        return command;
    }

    private static async Task<int> ResetAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var (card, lab) = await Lab.OpenAsync(parsed, cancellation);
        await using (lab)
        {
            var policy = card.ReadPolicy();
            using var progress = Terminal.ShowsProgress ? new ProgressLine(Console.Error) : null;
            await lab.ResetAsync(cancellation);
            var findings = await LabPreparation.PrepareAsync(
                lab,
                policy,
                TopologyPlan.For(policy),
                card.Protections,
                card.Rules,
                progress,
                cancellation
            );
            await parsed.InvocationConfiguration.Output.WriteLineAsync(
                $"{card.Name} is as it came up"
            );
            LabReport.WriteFindings(findings, Console.Error, colour: false);
            return ExitCodes.Holds;
        }
    }
}
