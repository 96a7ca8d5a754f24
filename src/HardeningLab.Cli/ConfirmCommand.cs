using System.CommandLine;
using Hardening.Changes;
using Hardening.Hosts;

namespace HardeningLab.Cli;

/// <summary><c>hlab confirm</c>: lets a change stay that waits for it.</summary>
internal static class ConfirmCommand
{
    private static readonly Argument<string[]> Hosts = new("HOST")
    {
        Description = "Which host: local.",
        Arity = ArgumentArity.OneOrMore,
    };

    public static Command Create()
    {
        var command = new Command("confirm", "Let a change stay that waits for it.") { Hosts };
        command.SetAction(ConfirmAsync);
        return command;
    }

    private static async Task<int> ConfirmAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var result = ExitCodes.Holds;
        foreach (var name in parsed.GetRequiredValue(Hosts))
        {
            await using var host = HostName.Open(name);
            var isConfirmed = await HostChange.ConfirmAsync(host, cancellation);
            await parsed.InvocationConfiguration.Output.WriteLineAsync(
                isConfirmed
                    ? $"{host.Name}: confirmed"
                    : $"{host.Name}: nothing waits for a confirmation: it was taken back, or confirmed before"
            );
            result = isConfirmed ? result : ExitCodes.DoesNotHold;
        }
        return result;
    }
}
