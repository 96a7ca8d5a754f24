using Hardening;
using HardeningLab.Topologies;

namespace HardeningLab.Engines.Kept;

/// <summary>The labs of one engine that stay up between commands. Each belongs to the user who made it.</summary>
public interface IKeptLabs
{
    /// <summary>What people call the engine.</summary>
    string Engine { get; }

    /// <summary>Makes a lab that stays.</summary>
    /// <param name="card">What to know of it; its name must be free.</param>
    /// <param name="plan">What to make.</param>
    /// <param name="prepareAsync">What is done in it before it counts as up. Where that fails, nothing stays.</param>
    /// <param name="cancellation">Gives up; nothing stays.</param>
    /// <exception cref="InputException">The name is taken.</exception>
    /// <exception cref="HardeningException">It can't be made here.</exception>
    Task UpAsync(
        LabCard card,
        LabPlan plan,
        Func<ILab, Task> prepareAsync,
        CancellationToken cancellation
    );

    /// <summary>The cards of all that are up, by name.</summary>
    /// <param name="cancellation">Gives up.</param>
    Task<IReadOnlyList<LabCard>> ListAsync(CancellationToken cancellation);

    /// <summary>Opens a lab that is up; disposing it leaves it up.</summary>
    /// <param name="name">Its name, as a card has it.</param>
    /// <param name="cancellation">Gives up.</param>
    Task<ILab> OpenAsync(string name, CancellationToken cancellation);

    /// <summary>Runs a command in a host with this process's own terminal or pipes. It may take this process's place.</summary>
    /// <param name="name">The lab's name, as a card has it.</param>
    /// <param name="host"><see cref="HostNames.Target"/>, or the network whose client it is.</param>
    /// <param name="command">The program and its arguments; none is an interactive shell.</param>
    /// <param name="cancellation">Gives up before the start.</param>
    /// <returns>The command's exit code.</returns>
    Task<int> RunInHostAsync(
        string name,
        string host,
        EquatableArray<string> command,
        CancellationToken cancellation
    );

    /// <summary>Takes a lab down and waits until it is gone.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>Whether there was one, or something left of one.</returns>
    Task<bool> DownAsync(string name, CancellationToken cancellation);

    /// <summary>Takes down every lab of this user's, and whatever is left of some.</summary>
    /// <param name="cancellation">Stops between two labs.</param>
    /// <returns>The names of those that were taken down.</returns>
    Task<IReadOnlyList<string>> DownAllAsync(CancellationToken cancellation);
}
