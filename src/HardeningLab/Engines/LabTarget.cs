using System.Text;
using Hardening.Hosts;

namespace HardeningLab.Engines;

/// <summary>The target of a lab of this process as a host like any other.</summary>
/// <remarks>Labs speak text, so what is not UTF-8 is refused.</remarks>
internal sealed class LabTarget(ILab lab) : IHost
{
    private static readonly UTF8Encoding Strict = new(
        encoderShouldEmitUTF8Identifier: false,
        throwOnInvalidBytes: true
    );

    /// <inheritdoc/>
    public string Name => "the lab's target";

    /// <inheritdoc/>
    public async Task<CommandResult> RunAsync(
        IReadOnlyList<string> command,
        ReadOnlyMemory<byte> input,
        CancellationToken cancellation
    )
    {
        var ended = await lab.RunAsync(command, Strict.GetString(input.Span), cancellation)
            .ConfigureAwait(false);
        return new CommandResult(ended.ExitCode, Strict.GetBytes(ended.Output), ended.Error);
    }

    /// <summary>Every command has a way of its own already.</summary>
    public Task ReconnectAsync(CancellationToken cancellation) => Task.CompletedTask;

    /// <summary>The lab is its maker's.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
