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
        command.SetAction((parsed, cancellation) => ConfirmAsync(parsed, cancellation));
        return command;
    }

    private static async Task<int> ConfirmAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var code = ExitCodes.Holds;
        await foreach (
            var (said, host) in Hosts.OnEachAsync(
                parsed,
                host => ConfirmAsync(host, cancellation),
                (_, failure) => (failure.Message, ExitCodes.CannotRun)
            )
        )
        {
            await parsed.InvocationConfiguration.Output.WriteLineAsync(said);
            code = Math.Max(code, host);
        }
        return code;
    }

    private static async Task<(string Said, int ExitCode)> ConfirmAsync(
        IHost host,
        CancellationToken cancellation
    ) =>
        await HostChange.ConfirmAsync(host, cancellation)
            ? ($"{host.Name}: confirmed", ExitCodes.Holds)
            : (
                $"{host.Name}: nothing waits for a confirmation: it was taken back, or confirmed before",
                ExitCodes.DoesNotHold
            );
}
