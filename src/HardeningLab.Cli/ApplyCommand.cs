using System.CommandLine;
using Hardening.Changes;
using Hardening.Policies;

namespace HardeningLab.Cli;

/// <summary><c>hlab apply</c>: brings hosts to a policy.</summary>
internal static class ApplyCommand
{
    private static readonly Argument<string> PolicyFile = new("POLICY")
    {
        Description = "The policy's file.",
    };

    private static readonly ChangeOptions Change = new();

    public static Command Create()
    {
        var command = new Command("apply", "Bring hosts to a policy, without locking anyone out.")
        {
            PolicyFile,
        };
        Change.AddTo(command);
        command.SetAction(
            (parsed, cancellation) =>
            {
                var policy = PolicyReader.ReadFile(parsed.GetRequiredValue(PolicyFile));
                return Change.RunAsync(
                    parsed,
                    (host, options, token) => HostChange.ApplyAsync(policy, host, options, token),
                    cancellation
                );
            }
        );
        return command;
    }
}
