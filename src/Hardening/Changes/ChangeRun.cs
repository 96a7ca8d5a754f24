using System.Security.Cryptography;
using Hardening.Hosts;
using Hardening.Policies;

namespace Hardening.Changes;

/// <summary>One change of one host, from the first look at it to the confirmation or the way back.</summary>
/// <param name="policy">What is to be in force; null for nothing of ours.</param>
/// <param name="host">The host.</param>
/// <param name="options">How.</param>
/// <param name="cancellation">Stops waiting; the switch stands.</param>
internal sealed class ChangeRun(
    Policy? policy,
    IHost host,
    ApplyOptions options,
    CancellationToken cancellation
)
{
    private const int MaxPlans = 3;

    private readonly HostProgram program = new(host);
    private readonly List<string> notes = [];

    private readonly ProtectedService? portmap = policy?.Portmap;

    /// <summary>What others have to see; null where nobody was named to look, or the policy says nothing of the portmapper.</summary>
    private OutsideProof? Outside =>
        portmap is null || options.ProveFrom.Count == 0
            ? null
            : new OutsideProof(portmap, host, options.ProveFrom);

    internal async Task<HostOutcome> ToItsEndAsync()
    {
        var outcome = await ChangeAsync().ConfigureAwait(false);
        return outcome with { Notes = notes.ToEquatableArray() };
    }

    /// <summary>Plans anew where somebody else was faster.</summary>
    private async Task<HostOutcome> ChangeAsync()
    {
        for (var plans = 0; plans < MaxPlans; plans++)
        {
            notes.Clear();
            var snapshot = await LookAsync().ConfigureAwait(false);
            var plan = ChangePlan.Between(snapshot, policy, host);
            var outcome =
                plan.Changes.Count == 0
                    ? await LeaveAsync(snapshot).ConfigureAwait(false)
                    : await RefuseAsync(snapshot, plan).ConfigureAwait(false)
                        ?? await MakeAsync(snapshot, plan).ConfigureAwait(false);
            if (outcome is not null)
            {
                return outcome;
            }
        }
        throw new HostFailedException(
            host.Name,
            $"somebody else changed it {MaxPlans} times while a change was planned"
        );
    }

    /// <summary>Looks at the host, which must not wait for anything; a change whose switch is gone is taken back first.</summary>
    private async Task<Snapshot> LookAsync()
    {
        Begin(ChangeStep.Looking);
        var snapshot = await program.SnapshotAsync(cancellation).ConfigureAwait(false);
        if (snapshot is { Pending: { } orphan, IsOrphan: true } && !options.IsCheck)
        {
            await program.TakeBackAsync(orphan, cancellation).ConfigureAwait(false);
            snapshot = await program.SnapshotAsync(cancellation).ConfigureAwait(false);
        }
        return snapshot.Pending is null
            ? snapshot
            : throw new HostFailedException(
                host.Name,
                $"a change waits for its confirmation: run hlab confirm {host.Name}, or wait until it is taken back"
            );
    }

    /// <summary>Nothing is to be changed; what is in force may be gone all the same, as after a restart, and only be remembered.</summary>
    private async Task<HostOutcome> LeaveAsync(Snapshot snapshot)
    {
        var isRemembered = policy is null ? snapshot.HasState : snapshot.ToForget(policy).Any();
        if (!isRemembered)
        {
            return Ended(HostState.Ok, []);
        }
        if (!options.IsCheck)
        {
            await program.ForgetAsync(cancellation).ConfigureAwait(false);
        }
        notes.Add("what the host remembered of rules that are not in force any more is removed");
        return Ended(HostState.Changed, []);
    }

    /// <summary>Why the host is better left alone; null where the change would do what it is for, and no harm.</summary>
    private async Task<HostOutcome?> RefuseAsync(Snapshot snapshot, ChangePlan plan)
    {
        if (policy is null)
        {
            return null;
        }
        if (
            !options.MayCutOff
            && snapshot.Controller is { } controller
            && controller.CutBy(policy) is { } service
        )
        {
            return Refused(
                plan,
                $"the policy's service {service} lets nobody in from {controller.Source}, and that is where you manage this host from (its port {controller.Port}); allow that address there, or say --cut-off"
            );
        }
        if (options.ProveFrom.Count > 0)
        {
            var obstacles = Outside is { } outside
                ? await outside.FindObstaclesAsync(cancellation).ConfigureAwait(false)
                : ["the portmapper is asked, and the policy does not protect it"];
            if (obstacles.Count > 0)
            {
                return Refused(
                    plan,
                    $"it could not be proved from outside:\n{string.Join('\n', obstacles)}"
                );
            }
        }
        if (options.Rehearsal is { } rehearsal)
        {
            Begin(ChangeStep.Rehearsing);
            var rules = await HostChange.RulesAsync(host, cancellation).ConfigureAwait(false);
            var rehearsed = await rehearsal
                .RehearseAsync(rules, cancellation)
                .ConfigureAwait(false);
            notes.AddRange(rehearsed.Notes);
            if (rehearsed.Faults.Count > 0)
            {
                return Refused(
                    plan,
                    $"the rehearsal shows what would not hold:\n{string.Join('\n', rehearsed.Faults)}"
                );
            }
        }
        return null;
    }

    /// <summary>Makes the change; null where somebody else was faster.</summary>
    private async Task<HostOutcome?> MakeAsync(Snapshot snapshot, ChangePlan plan)
    {
        if (options.IsKept && !snapshot.CanKeep && plan.IsForgotten)
        {
            notes.Add(
                "a restart of this host forgets the firewall's rules: it has no systemd, by which they would be loaded again"
            );
        }
        if (policy is not null)
        {
            if (snapshot.IsFlushed && plan.Texts.Any(IsOfIptables))
            {
                notes.Add(
                    "firewalld flushes the tables of iptables whenever it starts or reloads, ours too, at every boot for one: put nftables in the policy's `with`, whose table it leaves alone"
                );
            }
            notes.AddRange(
                snapshot
                    .Published.Select(port => port.NoteFor(policy, snapshot.Forwarding))
                    .OfType<string>()
            );
        }
        if (options.IsCheck)
        {
            return Ended(HostState.Changed, plan.Changes);
        }
        Begin(ChangeStep.Changing);
        var id = RandomNumberGenerator.GetHexString(12, lowercase: true);
        var made = await program
            .ApplyAsync(
                id,
                options.Patience,
                options.IsKept,
                snapshot.Digest,
                plan.Texts,
                cancellation
            )
            .ConfigureAwait(false);
        return made switch
        {
            HostProgram.Outcome.HostMoved => null,
            HostProgram.Outcome.TakenBack(var why) => Ended(
                HostState.RolledBack,
                plan.Changes,
                why
            ),
            _ => await ConfirmAsync(id, plan, snapshot.Controller).ConfigureAwait(false),
        };
    }

    /// <summary>Confirms the change by a new way to the host, if the host is as it should be; else takes it back.</summary>
    private async Task<HostOutcome> ConfirmAsync(string id, ChangePlan plan, Controller? controller)
    {
        if (await FindFaultAsync(id, controller).ConfigureAwait(false) is { } fault)
        {
            return Ended(HostState.RolledBack, plan.Changes, fault);
        }
        if (options.IsConfirmedByHand)
        {
            return Ended(
                HostState.Changed,
                plan.Changes,
                $"taken back in {options.Patience.TotalSeconds:0} s unless you run: hlab confirm {host.Name}"
            );
        }
        Begin(ChangeStep.Confirming);
        return await program.ConfirmAsync(id, cancellation).ConfigureAwait(false)
            ? Ended(HostState.Changed, plan.Changes)
            : Ended(HostState.RolledBack, plan.Changes, "the confirmation came too late");
    }

    /// <summary>Why the change must not stay, once it has been taken back; null where it may.</summary>
    private async Task<string?> FindFaultAsync(string id, Controller? controller)
    {
        // Silence takes its time, in which the host is looked at.
        var fromHere =
            portmap is not null && controller is not null && options.ProveFrom.Count == 0
                ? OutsideProof.HoldFromHereAsync(portmap, controller, cancellation)
                : Task.FromResult(ProofFromOutside.Nothing);
        var looking = LookAgainAsync(id);
        await Task.WhenAll(looking, fromHere).ConfigureAwait(false);
        var fault =
            await looking.ConfigureAwait(false) ?? Weigh(await fromHere.ConfigureAwait(false));
        if (fault is null && Outside is { } outside)
        {
            Begin(ChangeStep.Proving);
            fault = Weigh(await outside.HoldAsync(cancellation).ConfigureAwait(false));
        }
        if (fault is not null)
        {
            await program.TakeBackAsync(id, cancellation).ConfigureAwait(false);
        }
        return fault;
    }

    /// <summary>Takes a new way to the host, and tells what is not as it was to become; null where all is.</summary>
    private async Task<string?> LookAgainAsync(string id)
    {
        Begin(ChangeStep.Verifying);
        try
        {
            await host.ReconnectAsync(cancellation).ConfigureAwait(false);
        }
        catch (HostUnreachableException failure)
        {
            return $"nobody could have logged in any more: {failure.Message}";
        }
        var now = await program.SnapshotAsync(cancellation).ConfigureAwait(false);
        if (now.Pending != id)
        {
            return $"no confirmation reached the host within {options.Patience.TotalSeconds:0} s, so it took everything back: the change may have cut the way to it";
        }
        var rest = ChangePlan.Between(now, policy, host).Changes;
        return rest.Count > 0
            ? $"{string.Join(", ", rest.Select(change => change.Part.Text()))}: not as it was loaded"
            : null;
    }

    /// <summary>What others see that is not as the policy says; null where all is.</summary>
    private string? Weigh(ProofFromOutside shown)
    {
        notes.AddRange(shown.Notes);
        return shown.Faults.Count > 0
            ? $"the proof from outside shows what does not hold:\n{string.Join('\n', shown.Faults)}"
            : null;
    }

    private static bool IsOfIptables(KeyValuePair<PartName, string> text) =>
        text.Value.Length > 0
        && text.Key.Protection() is ProtectionName.Iptables or ProtectionName.IptablesLegacy;

    private void Begin(ChangeStep step) =>
        options.Progress?.Report(new ChangeProgress(host.Name, step));

    private HostOutcome Refused(ChangePlan plan, string why) =>
        Ended(HostState.Failed, plan.Changes, $"it was not touched: {why}") with
        {
            IsRefused = true,
        };

    private HostOutcome Ended(
        HostState state,
        EquatableArray<PartChange> changes,
        string? message = null
    ) => new(host.Name, state, changes, message);
}
