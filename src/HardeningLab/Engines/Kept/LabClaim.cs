using HardeningLab.Kernel;

namespace HardeningLab.Engines.Kept;

/// <summary>
/// The right to a lab's name, held by a lock on a file (flock(2)): of several who ask at once one gets it, and it ends with
/// the process that has it, however that ends.
/// </summary>
internal sealed class LabClaim : IDisposable
{
    /// <summary>The kernel's mark on the name of an open file that has been removed (proc_pid_fd(5)).</summary>
    private const string Removed = " (deleted)";

    private const int MaxTries = 100;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    private readonly LabFolder folder;
    private readonly FileStream held;

    private LabClaim(LabFolder folder, FileStream held)
    {
        this.folder = folder;
        this.held = held;
    }

    /// <summary>
    /// Takes the name and clears away what a dead keeper left; null if somebody has it, and for longer than who only looks,
    /// or a keeper that was killed and whose files the kernel has yet to close.
    /// </summary>
    internal static async Task<LabClaim?> TakeAsync(LabFolder folder)
    {
        for (var tries = 1; ; tries++)
        {
            if (TryTake(folder) is { } claim)
            {
                return claim;
            }
            if (tries == MaxTries)
            {
                return null;
            }
            await Task.Delay(Pause).ConfigureAwait(false);
        }
    }

    private static LabClaim? TryTake(LabFolder folder)
    {
        while (true)
        {
            try
            {
                Directory.CreateDirectory(folder.Path);
                var taken = new FileStream(
                    folder.Lock,
                    FileMode.OpenOrCreate,
                    FileAccess.ReadWrite,
                    FileShare.None
                );
                // Whoever had it before may have removed the file that we opened.
                if (IsThere(taken))
                {
                    Clear(folder);
                    return new LabClaim(folder, taken);
                }
                taken.Dispose();
            }
            catch (DirectoryNotFoundException)
            {
                // Removed by whoever had it before.
            }
            catch (IOException locked) when (locked.HResult == Errno.Again)
            {
                return null;
            }
        }
    }

    /// <summary>Gives the name back; nothing is left of the lab's files.</summary>
    public void Dispose()
    {
        Clear(folder);
        File.Delete(folder.Lock);
        try
        {
            Directory.Delete(folder.Path);
        }
        catch (IOException)
        {
            // Somebody has the next claim already, or put a file of his own there.
        }
        held.Dispose();
    }

    private static bool IsThere(FileStream file) =>
        new FileInfo($"/proc/self/fd/{file.SafeFileHandle.DangerousGetHandle()}").LinkTarget
            is { } target
        && !target.EndsWith(Removed, StringComparison.Ordinal);

    /// <summary>The state first: without it there is no lab.</summary>
    private static void Clear(LabFolder folder)
    {
        File.Delete(folder.State);
        File.Delete(KeeperState.Unfinished(folder.State));
        File.Delete(folder.Socket);
        File.Delete(folder.Log);
    }
}
