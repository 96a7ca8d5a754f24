using System.ComponentModel;
using System.Diagnostics;

namespace Hardening.Hosts;

/// <summary>The machine that this process runs on, or one whose commands a command of this machine runs.</summary>
/// <param name="name">What people call it.</param>
/// <param name="prefix">What every command begins with, such as <c>nsenter --target 42 --all --</c>; nothing for this machine.</param>
public sealed class CommandHost(string name, params EquatableArray<string> prefix) : IHost
{
    internal const string Local = "local";

    /// <summary>The machine that this process runs on.</summary>
    public CommandHost()
        : this(Local, []) { }

    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public async Task<CommandResult> RunAsync(
        IReadOnlyList<string> command,
        ReadOnlyMemory<byte> input,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(command);
        using var process = Start([.. prefix, .. command]);
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

    /// <summary>Every command has a way of its own already.</summary>
    public Task ReconnectAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>Nothing stays open.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Process Start(List<string> command)
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
