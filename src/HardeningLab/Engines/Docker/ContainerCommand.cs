using System.Runtime.InteropServices;
using System.Text;
using Hardening;
using HardeningLab.Kernel;

namespace HardeningLab.Engines.Docker;

/// <summary>A command in a container, with this process's own terminal or pipes.</summary>
/// <param name="site">The lab.</param>
/// <param name="container">One of its hosts.</param>
internal sealed class ContainerCommand(DockerSite site, SiteContainer container)
{
    /// <summary>SIGWINCH of signal(7), by its number: its name is not for every system that .NET runs on.</summary>
    private const PosixSignal WindowChanged = (PosixSignal)28;

    /// <summary>Runs it to its end.</summary>
    /// <returns>Its exit code.</returns>
    internal async Task<int> RunAsync(
        EquatableArray<string> command,
        CancellationToken cancellation
    ) =>
        Console.IsInputRedirected || Console.IsOutputRedirected
            ? await PipeAsync(command, cancellation).ConfigureAwait(false)
            : await OnTerminalAsync(command, cancellation).ConfigureAwait(false);

    private async Task<int> OnTerminalAsync(
        EquatableArray<string> command,
        CancellationToken cancellation
    )
    {
        var stream = await site.AttachTerminalAsync(
                container,
                command,
                Console.WindowWidth,
                Console.WindowHeight,
                cancellation
            )
            .ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            using var raw = TerminalMode.Raw();
            using var resizing = PosixSignalRegistration.Create(
                WindowChanged,
                signal =>
                {
                    signal.Cancel = true;
                    _ = stream.ResizeAsync(Console.WindowWidth, Console.WindowHeight, cancellation);
                }
            );
            _ = SendAsync(stream, cancellation);
            await stream
                .CopyToAsync(Console.OpenStandardOutput(), cancellation)
                .ConfigureAwait(false);
            return await stream.ExitCodeAsync(cancellation).ConfigureAwait(false);
        }
    }

    private async Task<int> PipeAsync(
        EquatableArray<string> command,
        CancellationToken cancellation
    )
    {
        var stream = await site.ExecStreamAsync(container, command, cancellation)
            .ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            _ = SendAsync(stream, cancellation);
            await stream
                .CopyToAsync(Console.OpenStandardOutput(), cancellation)
                .ConfigureAwait(false);
            var error = Console.OpenStandardError();
            await error
                .WriteAsync(Encoding.UTF8.GetBytes(stream.Error), cancellation)
                .ConfigureAwait(false);
            return await stream.ExitCodeAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>A read of a terminal can't be taken back, so nobody waits for this one: it ends with the process.</summary>
    private static async Task SendAsync(ExecStream stream, CancellationToken cancellation)
    {
        try
        {
            await Console
                .OpenStandardInput()
                .CopyToAsync(stream, cancellation)
                .ConfigureAwait(false);
            stream.CloseInput();
        }
        catch (Exception ended)
            when (ended is IOException or ObjectDisposedException or OperationCanceledException)
        {
            // The command has ended, and says so by itself.
        }
    }
}
