using System.Text;

namespace HardeningLab.Engines.Kept;

/// <summary>The files of one kept lab.</summary>
/// <param name="labs">The folder of all labs of this user.</param>
/// <param name="name">The lab's name.</param>
internal sealed class LabFolder(string labs, string name)
{
    internal string Name => name;

    internal string Path { get; } = System.IO.Path.Join(labs, name);

    /// <summary>Written last; without it there is no lab.</summary>
    internal string State => System.IO.Path.Join(Path, "state.json");

    /// <summary>Where the keeper takes calls.</summary>
    internal string Socket => System.IO.Path.Join(Path, "calls.sock");

    /// <summary>What the keeper had to say once it was on its own.</summary>
    internal string Log => System.IO.Path.Join(Path, "keeper.log");

    /// <summary>Held by the keeper as long as it lives.</summary>
    internal string Lock => System.IO.Path.Join(Path, "lock");

    /// <summary>How many bytes the longest name of a socket in the folder has.</summary>
    internal static int LongestSocket(string labs) =>
        Encoding.UTF8.GetByteCount(new LabFolder(labs, new string('x', LabName.Longest)).Socket);

    /// <summary>Every lab of the folder that has files, by name.</summary>
    internal static IEnumerable<LabFolder> All(string labs) =>
        Directory
            .EnumerateDirectories(labs)
            .Select(path => System.IO.Path.GetFileName(path))
            .Order(StringComparer.Ordinal)
            .Select(name => new LabFolder(labs, name));

    /// <summary>The state of a lab whose keeper lives; null if there is none.</summary>
    internal KeeperState? ReadLiving() =>
        KeeperState.Read(State) is { Keeper.IsAlive: true } state ? state : null;

    /// <summary>Removes what a keeper left that has been killed; nothing while one lives.</summary>
    /// <returns>Whether there was something.</returns>
    internal async Task<bool> RemoveLeftoversAsync()
    {
        if (
            !Directory.Exists(Path)
            || await LabClaim.TakeAsync(this).ConfigureAwait(false) is not { } claim
        )
        {
            return false;
        }
        claim.Dispose();
        return true;
    }
}
