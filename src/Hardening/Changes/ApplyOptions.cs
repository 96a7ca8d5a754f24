using Hardening.Hosts;

namespace Hardening.Changes;

/// <summary>How a change is made.</summary>
public sealed record ApplyOptions
{
    /// <summary>Only tell what would change; nothing is written.</summary>
    public bool IsCheck { get; init; }

    /// <summary>After how long the host takes everything back by itself, if no confirmation has come.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Whether the firewall's rules are loaded again when the host restarts; the wrappers' files stay in any case.</summary>
    public bool IsKept { get; init; } = true;

    /// <summary>Whether to go on where the policy shuts out the connection that the host is changed by.</summary>
    public bool MayCutOff { get; init; }

    /// <summary>Where a change to a policy is tried out first; null for nowhere.</summary>
    public IRehearsal? Rehearsal { get; init; }

    /// <summary>
    /// The hosts that ask the changed one's portmapper before the change may stay: it does only if each gets the answer that
    /// the policy gives its address. They are the caller's.
    /// </summary>
    public EquatableArray<IHost> ProveFrom { get; init; } = [];

    /// <summary>Told what is being done, on any thread; null for nobody.</summary>
    public IProgress<ChangeProgress>? Progress { get; init; }

    /// <summary>Whether somebody else confirms, and not this call once it has verified the change.</summary>
    public bool IsConfirmedByHand { get; init; }
}
