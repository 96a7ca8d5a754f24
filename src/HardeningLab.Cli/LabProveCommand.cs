using System.CommandLine;
using HardeningLab.Matrices;
using HardeningLab.Reports;

namespace HardeningLab.Cli;

/// <summary><c>hlab lab prove</c>: proves a lab's policy by what is in force there now.</summary>
internal static class LabProveCommand
{
    public static Command Create(string[] arguments)
    {
        var questions = new QuestionOptions();
        var json = new Option<bool>("--json") { Description = "Print one JSON document instead." };
        var verbose = new Option<bool>("--verbose")
        {
            Description = "Show every cell with its evidence.",
        };
        var options = new LabOptions();
        var command = new Command("prove", "Prove the lab's policy by what is in force there now.")
        {
            questions.Only,
            questions.Exhaustive,
            options.Name,
            options.Engine,
            json,
            verbose,
        };
        command.SetAction(
            async (parsed, cancellation) =>
            {
                var (card, lab) = await options.OpenAsync(parsed, cancellation);
                await using (lab)
                {
                    using var progress = Terminal.ShowsProgress
                        ? new ProgressLine(Console.Error)
                        : null;
                    var proof = await KeptProver.ProveAsync(
                        lab,
                        card,
                        parsed.GetValue(questions.Exhaustive),
                        questions.ReadOnly(parsed),
                        progress,
                        cancellation
                    );
                    ProofOutput.Write(
                        proof,
                        parsed.InvocationConfiguration.Output,
                        arguments,
                        parsed.GetValue(json),
                        parsed.GetValue(verbose)
                    );
                    return proof.ExitCode;
                }
            }
        );
        return command;
    }
}
