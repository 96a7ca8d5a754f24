using System.CommandLine;
using System.CommandLine.Invocation;
using Hardening;
using HardeningLab.Cli;

var root = new RootCommand("Proves who reaches portmap and the services behind it.");
root.Subcommands.Add(ProveCommand.Create(args));
root.Subcommands.Add(LabCommand.Create(args));
root.Subcommands.Add(ApplyCommand.Create());
root.Subcommands.Add(UndoCommand.Create());
root.Subcommands.Add(ConfirmCommand.Create());
root.Subcommands.Add(StatusCommand.Create());
root.Subcommands.Add(RenderCommand.Create());
root.Subcommands.Add(LintCommand.Create());
root.Subcommands.Add(DiffCommand.Create());
root.Subcommands.Add(DoctorCommand.Create());
var parsed = root.Parse(args);
if (parsed.Action is ParseErrorAction wrong)
{
    wrong.ShowHelp = false;
    wrong.ShowTypoCorrections = true;
    // Nothing of it is a result.
    _ = await parsed.InvokeAsync(new InvocationConfiguration { Output = Console.Error });
    await Console.Error.WriteLineAsync(
        "`hlab --help` lists the commands, `hlab COMMAND --help` their options"
    );
    return ExitCodes.WrongInput;
}
try
{
    // Without a timeout of its own a signal ends the process as the shell expects; the kernel clears the lab away.
    return await parsed.InvokeAsync(
        new InvocationConfiguration
        {
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = null,
        }
    );
}
catch (HardeningException exception) when (exception is InputException or AnalysisFailedException)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return ExitCodes.WrongInput;
}
catch (HardeningException exception)
{
    await Console.Error.WriteLineAsync($"hlab: {exception.Message}");
    return ExitCodes.CannotRun;
}
