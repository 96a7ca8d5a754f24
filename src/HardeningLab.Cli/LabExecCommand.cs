using System.CommandLine;
using Hardening;

namespace HardeningLab.Cli;

/// <summary><c>hlab lab exec</c>: one command in a host, with the caller's own terminal or pipes.</summary>
internal static class LabExecCommand
{
    public static Command Create()
    {
        var host = LabHost.Argument();
        var words = new Argument<string[]>("COMMAND")
        {
            Description = "The program and its arguments, behind --.",
            Arity = ArgumentArity.OneOrMore,
        };
        var options = new LabOptions();
        var command = new Command("exec", "Run a command in a host; its exit code is this one's.")
        {
            host,
            words,
            options.Name,
            options.Engine,
        };
        command.SetAction(
            (parsed, cancellation) =>
                LabHost.RunAsync(
                    parsed,
                    options,
                    host,
                    parsed.GetRequiredValue(words).ToEquatableArray(),
                    cancellation
                )
        );
        return command;
    }
}
