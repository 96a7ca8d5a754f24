using System.Diagnostics;
using System.Text.Json;
using Hardening;
using HardeningLab.Kernel;

namespace HardeningLab.Engines.Kept;

/// <summary>Starts a keeper and talks to it until it keeps its lab. Disposed before that, or gone with this process, the keeper ends.</summary>
internal sealed class KeeperDialogue : IAsyncDisposable
{
    private static readonly TimeSpan EndDeadline = TimeSpan.FromSeconds(10);

    private readonly Process keeper;
    private readonly Task<string> errors;
    private bool isKept;

    private KeeperDialogue(Process keeper)
    {
        this.keeper = keeper;
        errors = keeper.StandardError.ReadToEndAsync();
    }

    /// <param name="command">This program's arguments that make it a keeper.</param>
    internal static KeeperDialogue Start(IEnumerable<string> command)
    {
        var start = new ProcessStartInfo(ProcessImage.OwnPath, command)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        return new(Process.Start(start) ?? throw new UnreachableException());
    }

    /// <summary>Has it make a lab; comes back when that takes calls.</summary>
    /// <exception cref="InputException">The name is taken.</exception>
    internal async Task OrderAsync(KeeperOrder order, CancellationToken cancellation)
    {
        await SayAsync(JsonSerializer.Serialize(order, KeptJson.Default.KeeperOrder))
            .ConfigureAwait(false);
        var answer = await HearAsync(cancellation).ConfigureAwait(false);
        if (answer == Keeper.Taken)
        {
            throw LabName.IsTaken(order.Card.Name);
        }
    }

    /// <summary>Has it keep the lab.</summary>
    internal async Task KeepAsync(CancellationToken cancellation)
    {
        await SayAsync(Keeper.Keep).ConfigureAwait(false);
        await HearAsync(cancellation).ConfigureAwait(false);
        isKept = true;
    }

    private async Task SayAsync(string line)
    {
        try
        {
            await keeper.StandardInput.WriteLineAsync(line).ConfigureAwait(false);
            await keeper.StandardInput.FlushAsync().ConfigureAwait(false);
        }
        catch (IOException)
        {
            // It has ended; what it said is heard next.
        }
    }

    private async Task<string> HearAsync(CancellationToken cancellation)
    {
        if (
            await keeper.StandardOutput.ReadLineAsync(cancellation).ConfigureAwait(false) is
            { } answer
        )
        {
            return answer;
        }
        await keeper.WaitForExitAsync(cancellation).ConfigureAwait(false);
        throw new KeeperEndedException(
            keeper.ExitCode,
            await errors.WaitAsync(cancellation).ConfigureAwait(false)
        );
    }

    /// <summary>Once the lab is kept, this leaves the keeper alone; else it waits for its end.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            keeper.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended.
        }
        if (!isKept)
        {
            try
            {
                await keeper.WaitForExitAsync().WaitAsync(EndDeadline).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                // The kernel clears up behind it.
                keeper.Kill();
            }
        }
        keeper.Dispose();
    }
}
