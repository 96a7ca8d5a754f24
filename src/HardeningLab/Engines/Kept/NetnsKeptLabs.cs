using System.Net.Sockets;
using Hardening;
using HardeningLab.Engines.Netns.Machine;
using HardeningLab.Engines.Remote;
using HardeningLab.Kernel;
using HardeningLab.Topologies;

namespace HardeningLab.Engines.Kept;

/// <summary>Kept labs of namespaces, each held by a background process of its own.</summary>
/// <param name="keeperCommand">The arguments of this program that make it a keeper.</param>
public sealed class NetnsKeptLabs(IReadOnlyList<string> keeperCommand) : IKeptLabs
{
    private const int Terminate = 15;
    private const int Kill = 9;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    /// <inheritdoc/>
    public string Engine => "netns";

    /// <inheritdoc/>
    public async Task UpAsync(
        LabCard card,
        LabPlan plan,
        Func<ILab, Task> prepareAsync,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(card);
        ArgumentNullException.ThrowIfNull(prepareAsync);
        var folder = new LabFolder(LabsFolder.Open(), card.Name);
        if (folder.ReadLiving() is not null)
        {
            throw LabName.IsTaken(card.Name);
        }
        // What this machine lacks is told here, and not by a process in the background.
        _ = IsolationPlan.Read();
        var dialogue = KeeperDialogue.Start(keeperCommand);
        await using (dialogue.ConfigureAwait(false))
        {
            await dialogue
                .OrderAsync(new KeeperOrder(LabsFolder.Open(), card, plan), cancellation)
                .ConfigureAwait(false);
            var lab = await ConnectAsync(folder, cancellation).ConfigureAwait(false);
            await using (lab.ConfigureAwait(false))
            {
                await prepareAsync(lab).ConfigureAwait(false);
            }
            await dialogue.KeepAsync(cancellation).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<LabCard>> ListAsync(CancellationToken cancellation)
    {
        var cards = new List<LabCard>();
        foreach (var folder in LabFolder.All(LabsFolder.Open()))
        {
            if (folder.ReadLiving() is { } state)
            {
                cards.Add(state.Card);
            }
            else if (File.Exists(folder.State))
            {
                await folder.RemoveLeftoversAsync().ConfigureAwait(false);
            }
        }
        return cards;
    }

    /// <inheritdoc/>
    public Task<ILab> OpenAsync(string name, CancellationToken cancellation) =>
        ConnectAsync(FolderOf(name), cancellation);

    /// <inheritdoc/>
    public Task<int> RunInHostAsync(
        string name,
        string host,
        EquatableArray<string> command,
        CancellationToken cancellation
    )
    {
        var state =
            FolderOf(name).ReadLiving() ?? throw new LabConnectionException($"{name} is gone");
        HostEntry.Become(state, host, command);
        throw new System.Diagnostics.UnreachableException();
    }

    /// <inheritdoc/>
    public async Task<bool> DownAsync(string name, CancellationToken cancellation)
    {
        var folder = FolderOf(name);
        var state = folder.ReadLiving();
        if (state is not null)
        {
            await EndAsync(state, cancellation).ConfigureAwait(false);
        }
        return await folder.RemoveLeftoversAsync().ConfigureAwait(false) || state is not null;
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> DownAllAsync(CancellationToken cancellation)
    {
        var gone = new List<string>();
        foreach (var folder in LabFolder.All(LabsFolder.Open()).ToList())
        {
            cancellation.ThrowIfCancellationRequested();
            if (await DownAsync(folder.Name, cancellation).ConfigureAwait(false))
            {
                gone.Add(folder.Name);
            }
        }
        return gone;
    }

    private static LabFolder FolderOf(string name) => new(LabsFolder.Open(), name);

    private static async Task<ILab> ConnectAsync(LabFolder folder, CancellationToken cancellation)
    {
        var socket = UnixSocket.Open();
        try
        {
            await socket
                .ConnectAsync(new UnixDomainSocketEndPoint(folder.Socket), cancellation)
                .ConfigureAwait(false);
            return new RemoteLab(new NetworkStream(socket, ownsSocket: true), owned: null);
        }
        catch (SocketException refused)
        {
            socket.Dispose();
            throw new LabConnectionException($"it takes no calls: {refused.Message}");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task EndAsync(KeeperState state, CancellationToken cancellation)
    {
        state.Keeper.TrySignal(Terminate);
        var deadline = TimeProvider.System.GetTimestamp();
        while (!state.Keeper.HasEnded)
        {
            if (TimeProvider.System.GetElapsedTime(deadline) > Patience)
            {
                // The kernel clears up behind it.
                state.Keeper.TrySignal(Kill);
            }
            await Task.Delay(Pause, cancellation).ConfigureAwait(false);
        }
    }
}
