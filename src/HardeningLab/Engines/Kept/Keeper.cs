using System.Runtime.InteropServices;
using System.Text.Json;
using Hardening.Policies;
using HardeningLab.Engines.Netns;
using HardeningLab.Engines.Remote;
using HardeningLab.Kernel;

namespace HardeningLab.Engines.Kept;

/// <summary>
/// The background process that holds a kept lab of namespaces: they last exactly as long as it does. Whoever starts it talks
/// to it over its standard streams until the lab is kept; from then on it serves the lab on a socket.
/// </summary>
public static class Keeper
{
    /// <summary>The name is somebody else's.</summary>
    internal const string Taken = "taken";

    /// <summary>The lab stands and takes calls.</summary>
    internal const string Ready = "ready";

    /// <summary>What the keeper waits for then; where its input ends without it, the lab ends.</summary>
    internal const string Keep = "keep";

    /// <summary>The lab stays, whatever becomes of whoever started it.</summary>
    internal const string Kept = "kept";

    private static readonly TimeSpan Glance = TimeSpan.FromSeconds(2);

    /// <summary>Leaves the terminal and everything else that whoever started this process may take away.</summary>
    public static void Detach() => Background.Detach();

    /// <summary>Makes the lab that it is told to make, and keeps it until it is told to end.</summary>
    /// <param name="input">The order, one line of JSON; then the word to keep it.</param>
    /// <param name="output">How far it is.</param>
    public static async Task RunAsync(Stream input, Stream output)
    {
        using var reader = new StreamReader(input);
        var writer = new StreamWriter(output) { AutoFlush = true };
        await using (writer.ConfigureAwait(false))
        {
            if (await reader.ReadLineAsync().ConfigureAwait(false) is not { } order)
            {
                return;
            }
            await RunAsync(Read(order), reader, writer).ConfigureAwait(false);
        }
    }

    private static KeeperOrder Read(string order)
    {
        try
        {
            return JsonSerializer.Deserialize(order, KeptJson.Default.KeeperOrder)
                ?? throw new JsonException("found null");
        }
        catch (JsonException)
        {
            throw new LabConnectionException(
                "found no order; it is started by `hlab lab up` alone"
            );
        }
    }

    private static async Task RunAsync(KeeperOrder order, StreamReader reader, StreamWriter writer)
    {
        var folder = new LabFolder(order.Folder, order.Card.Name);
        using var claim = await LabClaim.TakeAsync(folder).ConfigureAwait(false);
        if (claim is null)
        {
            await writer.WriteLineAsync(Taken).ConfigureAwait(false);
            return;
        }
        using var ending = new CancellationTokenSource();
        using var told = EndWhenTold(ending);
        var (lab, doors) = await NetnsEngine
            .StartAsync(
                order.Plan,
                target =>
                    HostTools.Install(
                        target,
                        order.Card.Protections.Contains(ProtectionName.IptablesLegacy)
                    ),
                ending.Token
            )
            .ConfigureAwait(false);
        var server = new LabServer(lab);
        await using (server.ConfigureAwait(false))
        {
            using var listener = UnixSocket.Listen(folder.Socket);
            var serving = server.ServeAsync(listener, ending.Token);
            await writer.WriteLineAsync(Ready).ConfigureAwait(false);
            if (await reader.ReadLineAsync(ending.Token).ConfigureAwait(false) != Keep)
            {
                return;
            }
            KeeperState.Of(order.Card, doors).Write(folder.State);
            await writer.WriteLineAsync(Kept).ConfigureAwait(false);
            Background.RedirectStandardStreams(folder.Log);
            await StayAsync(folder, ending.Token).ConfigureAwait(false);
            File.Delete(folder.State);
            await ending.CancelAsync().ConfigureAwait(false);
            await serving.ConfigureAwait(false);
        }
    }

    private static IDisposable EndWhenTold(CancellationTokenSource ending) =>
        PosixSignalRegistration.Create(
            PosixSignal.SIGTERM,
            signal =>
            {
                signal.Cancel = true;
                ending.Cancel();
            }
        );

    /// <summary>Waits until it is told to end, or nobody could find the lab any more, as when a user has logged out for good.</summary>
    private static async Task StayAsync(LabFolder folder, CancellationToken ending)
    {
        try
        {
            while (File.Exists(folder.State))
            {
                await Task.Delay(Glance, ending).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // Told to end.
        }
    }
}
