using System.Security.Cryptography;
using Hardening.Hosts;
using Hardening.Policies;

namespace Hardening.Changes;

/// <summary>Brings hosts to their policy, and back, without locking anyone out.</summary>
public static class HostChange
{
    private const int MaxPlans = 3;

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
        return ChangeAsync(policy, host, options, cancellation);
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
    ) => ChangeAsync(null, host, options, cancellation);

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

    private static async Task<HostOutcome> ChangeAsync(
        Policy? policy,
        IHost host,
        ApplyOptions options,
        CancellationToken cancellation
    )
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(options);
        var program = new HostProgram(host);
        EquatableArray<string> notes = [];
        for (var attempt = 1; ; attempt++)
        {
            var snapshot = await program.SnapshotAsync(cancellation).ConfigureAwait(false);
            if (snapshot is { Pending: { } orphan, IsOrphan: true } && !options.IsCheck)
            {
                await program.TakeBackAsync(orphan, cancellation).ConfigureAwait(false);
                snapshot = await program.SnapshotAsync(cancellation).ConfigureAwait(false);
            }
            var plan = ChangePlan.Between(snapshot, policy, host);
            if (snapshot.Pending is not null)
            {
                throw new HostFailedException(
                    host.Name,
                    $"a change waits for its confirmation: run hlab confirm {host.Name}, or wait until it is taken back"
                );
            }
            if (plan.Changes.Count == 0)
            {
                return policy is null && snapshot.HasState
                    ? await ForgetAsync(program, host, options, cancellation).ConfigureAwait(false)
                    : new HostOutcome(host.Name, HostState.Ok, []);
            }
            if (
                policy is not null
                && !options.MayCutOff
                && snapshot.Controller is { } controller
                && controller.CutBy(policy) is { } service
            )
            {
                return new HostOutcome(
                    host.Name,
                    HostState.Failed,
                    plan.Changes,
                    $"it was not touched: the policy's service {service} lets nobody in from {controller.Source}, and that is where you manage this host from (its port {controller.Port}); allow that address there, or say --cut-off"
                )
                {
                    IsRefused = true,
                };
            }
            if (policy is not null && options.Rehearsal is { } rehearsal)
            {
                var rules = await RulesAsync(host, cancellation).ConfigureAwait(false);
                var rehearsed = await rehearsal
                    .RehearseAsync(rules, cancellation)
                    .ConfigureAwait(false);
                notes = rehearsed.Notes;
                if (rehearsed.Faults.Count > 0)
                {
                    return new HostOutcome(
                        host.Name,
                        HostState.Failed,
                        plan.Changes,
                        $"it was not touched, as the rehearsal shows what would not hold:\n{string.Join('\n', rehearsed.Faults)}"
                    )
                    {
                        IsRefused = true,
                        Notes = notes,
                    };
                }
            }
            if (options.IsKept && !snapshot.CanKeep && plan.IsForgotten)
            {
                notes =
                [
                    .. notes,
                    "a restart of this host forgets the firewall's rules: it has no systemd, by which they would be loaded again",
                ];
            }
            if (options.IsCheck)
            {
                return new HostOutcome(host.Name, HostState.Changed, plan.Changes)
                {
                    Notes = notes,
                };
            }
            var id = RandomNumberGenerator.GetHexString(12, lowercase: true);
            var outcome = await program
                .ApplyAsync(
                    id,
                    options.Patience,
                    options.IsKept,
                    snapshot.Digest,
                    plan.Texts,
                    cancellation
                )
                .ConfigureAwait(false);
            switch (outcome)
            {
                case HostProgram.Outcome.HostMoved when attempt < MaxPlans:
                    continue;
                case HostProgram.Outcome.HostMoved:
                    throw new HostFailedException(
                        host.Name,
                        $"somebody else changed it {MaxPlans} times while a change was planned"
                    );
                case HostProgram.Outcome.TakenBack(var why):
                    return new HostOutcome(host.Name, HostState.RolledBack, plan.Changes, why);
                default:
                    var finished = await FinishAsync(
                            program,
                            policy,
                            host,
                            plan,
                            id,
                            options,
                            cancellation
                        )
                        .ConfigureAwait(false);
                    return finished with { Notes = notes };
            }
        }
    }

    /// <summary>What was in force is gone, as after a restart, and only what the host remembers of it is left.</summary>
    private static async Task<HostOutcome> ForgetAsync(
        HostProgram program,
        IHost host,
        ApplyOptions options,
        CancellationToken cancellation
    )
    {
        if (!options.IsCheck)
        {
            await program.ForgetAsync(cancellation).ConfigureAwait(false);
        }
        return new HostOutcome(host.Name, HostState.Changed, [])
        {
            Notes =
            [
                "nothing of ours was in force any more; what the host remembered of it is removed",
            ],
        };
    }

    /// <summary>Looks whether the host is as it should be now, and confirms it; else takes it back.</summary>
    private static async Task<HostOutcome> FinishAsync(
        HostProgram program,
        Policy? policy,
        IHost host,
        ChangePlan plan,
        string id,
        ApplyOptions options,
        CancellationToken cancellation
    )
    {
        try
        {
            await host.ReconnectAsync(cancellation).ConfigureAwait(false);
        }
        catch (HostUnreachableException failure)
        {
            await program.TakeBackAsync(id, cancellation).ConfigureAwait(false);
            return new HostOutcome(
                host.Name,
                HostState.RolledBack,
                plan.Changes,
                $"nobody could have logged in any more: {failure.Message}"
            );
        }
        var now = await program.SnapshotAsync(cancellation).ConfigureAwait(false);
        var rest = ChangePlan.Between(now, policy, host);
        if (now.Pending != id)
        {
            return new HostOutcome(
                host.Name,
                HostState.RolledBack,
                plan.Changes,
                $"no confirmation reached the host within {options.Patience.TotalSeconds:0} s, so it took everything back: the change may have cut the way to it"
            );
        }
        if (rest.Changes.Count > 0)
        {
            await program.TakeBackAsync(id, cancellation).ConfigureAwait(false);
            return new HostOutcome(
                host.Name,
                HostState.RolledBack,
                plan.Changes,
                $"{string.Join(", ", rest.Changes.Select(change => change.Part.Text()))}: not as it was loaded"
            );
        }
        if (options.IsConfirmedByHand)
        {
            return new HostOutcome(
                host.Name,
                HostState.Changed,
                plan.Changes,
                $"taken back in {options.Patience.TotalSeconds:0} s unless you run: hlab confirm {host.Name}"
            );
        }
        return await program.ConfirmAsync(id, cancellation).ConfigureAwait(false)
            ? new HostOutcome(host.Name, HostState.Changed, plan.Changes)
            : new HostOutcome(
                host.Name,
                HostState.RolledBack,
                plan.Changes,
                "the confirmation came too late"
            );
    }
}
