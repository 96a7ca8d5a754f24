using System.CommandLine;
using Hardening.Changes;

namespace HardeningLab.Cli;

/// <summary><c>hlab confirm</c>: lets a change stay that waits for it.</summary>
internal static class ConfirmCommand
{
    private static readonly HostOptions Hosts = new();

    public static Command Create()
    {
        var command = new Command("confirm", "Let a change stay that waits for it.");
        Hosts.AddTo(command);
        command.SetAction(ConfirmAsync);
        return command;
    }

    private static async Task<int> ConfirmAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var result = ExitCodes.Holds;
        foreach (var host in Hosts.Open(parsed))
        {
            await using var opened = host;
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
