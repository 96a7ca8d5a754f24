using System.CommandLine;
using Hardening.Changes;
using Hardening.Hosts;

namespace HardeningLab.Cli;

/// <summary><c>hlab confirm</c>: lets a change stay that waits for it.</summary>
internal static class ConfirmCommand
{
    private static readonly HostOptions Hosts = new();

    public static Command Create()
    {
        var command = new Command("confirm", "Let a change stay that waits for it.");
        Hosts.AddTo(command);
        command.SetAction(
            (parsed, cancellation) =>
                Hosts.ForEachAsync(parsed, host => ConfirmAsync(host, parsed, cancellation))
        );
        return command;
    }

    private static async Task<int> ConfirmAsync(
        IHost host,
        ParseResult parsed,
        CancellationToken cancellation
    )
    {
        var isConfirmed = await HostChange.ConfirmAsync(host, cancellation);
        await parsed.InvocationConfiguration.Output.WriteLineAsync(
            isConfirmed
                ? $"{host.Name}: confirmed"
                : $"{host.Name}: nothing waits for a confirmation: it was taken back, or confirmed before"
        );
        return isConfirmed ? ExitCodes.Holds : ExitCodes.DoesNotHold;
    }
}
