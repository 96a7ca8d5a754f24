using System.ComponentModel;
using System.Diagnostics;

namespace Hardening.Hosts;

/// <summary>The machine that this process runs on.</summary>
public sealed class LocalHost : IHost
{
    /// <inheritdoc/>
    public string Name => "local";

    /// <inheritdoc/>
    public async Task<CommandResult> RunAsync(
        IReadOnlyList<string> command,
        ReadOnlyMemory<byte> input,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(command);
        using var process = Start(command);
        using var killing = cancellation.Register(() => process.Kill());
        using var output = new MemoryStream();
        var reading = process.StandardOutput.BaseStream.CopyToAsync(output, CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            var stream = process.StandardInput.BaseStream;
            await stream.WriteAsync(input, cancellation).ConfigureAwait(false);
            await stream.DisposeAsync().ConfigureAwait(false);
        }
        catch (IOException)
        {
            // It stopped reading; what it printed and its exit code tell why.
        }
        await reading.ConfigureAwait(false);
        var said = await error.ConfigureAwait(false);
        await process.WaitForExitAsync(CancellationToken.None).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        return new CommandResult(process.ExitCode, output.ToArray(), said);
    }

    /// <summary>Nothing stays open.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Process Start(IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        try
        {
            return Process.Start(start)
                ?? throw new UnreachableException("Process.Start without a shell gives a process");
        }
        catch (Win32Exception missing)
        {
            throw new HostUnreachableException(Name, $"{command[0]}: {missing.Message}");
        }
    }
}
