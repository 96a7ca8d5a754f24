using System.CommandLine;
using System.CommandLine.Parsing;
using HardeningLab.Engines.Kept;

namespace HardeningLab.Cli;

/// <summary><c>hlab lab down</c>: takes labs down, and clears away what is left of some.</summary>
internal static class LabDownCommand
{
    private static readonly LabOptions Lab = new();

    private static readonly Option<bool> All = new("--all")
    {
        Description = "Take down every lab of yours, and whatever is left of some.",
    };

    public static Command Create()
    {
        var command = new Command("down", "Take a lab down.") { Lab.Name, Lab.Engine, All };
        command.Validators.Add(RefuseAllBesideName);
        command.SetAction(DownAsync);
        return command;
    }

    private static void RefuseAllBesideName(CommandResult parsed)
    {
        if (parsed.GetValue(All) && parsed.GetResult(Lab.Name) is { Implicit: false })
        {
            parsed.AddError("--all takes down every lab; it can't go with --name");
        }
    }

    private static async Task<int> DownAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var output = parsed.InvocationConfiguration.Output;
        if (parsed.GetValue(All))
        {
            foreach (var labs in Lab.Labs(parsed))
            {
                foreach (var gone in await labs.DownAllAsync(cancellation))
                {
                    await output.WriteLineAsync($"{gone} is down");
                }
            }
            return ExitCodes.Holds;
        }
        var name = Lab.ReadName(parsed);
        foreach (var labs in Lab.Labs(parsed))
        {
            // What is left of one has no card any more.
            if (await labs.DownAsync(name, cancellation))
            {
                await output.WriteLineAsync($"{name} is down");
                return ExitCodes.Holds;
            }
        }
        _ = await Lab.FindAsync(parsed, cancellation);
        return ExitCodes.WrongInput;
    }
}
