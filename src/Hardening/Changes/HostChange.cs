using Hardening.Hosts;
using Hardening.Policies;

namespace Hardening.Changes;

/// <summary>Brings hosts to their policy, and back, without locking anyone out.</summary>
public static class HostChange
{
    /// <summary>Brings a host to a policy. A switch on the host takes everything back unless the change is confirmed in time.</summary>
    /// <param name="policy">What is to be in force.</param>
    /// <param name="host">The host.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Stops waiting; the switch stands.</param>
    /// <exception cref="HardeningException">The host can't be reached, or can't do it. Nothing has changed, or the switch takes it back.</exception>
    public static Task<HostOutcome> ApplyAsync(
        Policy policy,
        IHost host,
        ApplyOptions options,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(options);
        return new ChangeRun(policy, host, options, cancellation).ToItsEndAsync();
    }

    /// <summary>Removes everything of ours from a host.</summary>
    /// <param name="host">The host.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Stops waiting; the switch stands.</param>
    /// <exception cref="HardeningException">As of <see cref="ApplyAsync"/>.</exception>
    public static Task<HostOutcome> UndoAsync(
        IHost host,
        ApplyOptions options,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(options);
        return new ChangeRun(null, host, options, cancellation).ToItsEndAsync();
    }

    /// <summary>Confirms the change that waits for it.</summary>
    /// <param name="host">The host.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>Whether one was waiting.</returns>
    /// <exception cref="HardeningException">The host can't be reached, or can't do it.</exception>
    public static Task<bool> ConfirmAsync(IHost host, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(host);
        return new HostProgram(host).ConfirmAsync(null, cancellation);
    }

    /// <summary>Tells what a host has of ours, and whether it is what was confirmed last.</summary>
    /// <param name="host">The host; nothing is written there.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="HardeningException">The host can't be reached, or can't do it.</exception>
    public static async Task<HostStatus> StatusAsync(IHost host, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(host);
        var snapshot = await new HostProgram(host)
            .SnapshotAsync(cancellation)
            .ConfigureAwait(false);
        EquatableArray<PartName> inForce =
        [
            .. PartNames.All.Where(part => snapshot.Texts[part].Length > 0),
        ];
        EquatableArray<PartChange> drift =
        [
            .. PartNames
                .All.Select(part => snapshot.Towards(part, snapshot.Applied[part]))
                .OfType<PartChange>(),
        ];
        return snapshot.Pending is not null
                ? new HostStatus(host.Name, HostStanding.Waiting, inForce, [])
            : drift.Count > 0 ? new HostStatus(host.Name, HostStanding.Drifted, inForce, drift)
            : new HostStatus(
                host.Name,
                inForce.Count > 0 ? HostStanding.InForce : HostStanding.Absent,
                inForce,
                []
            );
    }

    /// <summary>Reads all the rules that a host has, other people's and ours.</summary>
    /// <param name="host">The host; nothing is written there.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="HardeningException">The host can't be reached, or can't do it.</exception>
    public static async Task<HostRules> RulesAsync(IHost host, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(host);
        var archive = await new HostProgram(host).RulesAsync(cancellation).ConfigureAwait(false);
        return HostRules.Read(archive, host.Name);
    }
}
