using System.CommandLine;
using Hardening.Changes;

namespace HardeningLab.Cli;

/// <summary><c>hlab undo</c>: removes everything of ours from hosts.</summary>
internal static class UndoCommand
{
    private static readonly ChangeOptions Change = new();

    public static Command Create()
    {
        var command = new Command("undo", "Remove everything of ours from hosts.");
        Change.AddTo(command);
        command.SetAction(
            (parsed, cancellation) => Change.RunAsync(parsed, HostChange.UndoAsync, cancellation)
        );
        return command;
    }
}
