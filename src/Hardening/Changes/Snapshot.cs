using System.Collections.Immutable;
using Hardening.Policies;

namespace Hardening.Changes;

/// <summary>What a host has of ours, and what it could have.</summary>
/// <param name="Texts">Each part as the host's own tools list it; empty where nothing of ours is there.</param>
/// <param name="Jumps">For each part of iptables where other chains go to ours, as grep -n counts their rules.</param>
/// <param name="Tools">The parts that the host has a tool for.</param>
/// <param name="Unreadable">The files of the wrappers that rpcbind's user can't read.</param>
/// <param name="Applied">What was confirmed last, as it was loaded; empty where nothing was.</param>
/// <param name="Digest">Over all of it; a change is made only where it is still the same.</param>
/// <param name="Pending">The change that waits for its confirmation; null if none does.</param>
/// <param name="IsOrphan">Whether the change that waits has no switch any more, as nothing of it came in force.</param>
/// <param name="HasState">Whether the host remembers anything of us, though it be the remains of a change that was killed.</param>
/// <param name="CanKeep">Whether something loads a firewall's rules again when the host restarts.</param>
/// <param name="Published">The ports whose packets are passed on to somebody else, and so never meet INPUT.</param>
/// <param name="Forwarding">The parts of iptables whose FORWARD goes to Docker's chain DOCKER-USER.</param>
/// <param name="IsFlushed">Whether firewalld runs there, or will: it flushes the tables of iptables when it starts or reloads.</param>
/// <param name="Controller">The SSH connection that it was looked at by; null for none.</param>
internal sealed record Snapshot(
    ImmutableDictionary<PartName, string> Texts,
    ImmutableDictionary<PartName, string> Jumps,
    ImmutableHashSet<PartName> Tools,
    ImmutableHashSet<PartName> Unreadable,
    ImmutableDictionary<PartName, string> Applied,
    string Digest,
    string? Pending,
    bool IsOrphan,
    bool HasState,
    bool CanKeep,
    EquatableArray<PublishedPort> Published,
    ImmutableHashSet<PartName> Forwarding,
    bool IsFlushed,
    Controller? Controller
)
{
    /// <summary>Whether packets meet some other rule of the part before ours.</summary>
    private bool IsBypassed(PartName part, string wanted) =>
        part.Protection() is ProtectionName.Iptables or ProtectionName.IptablesLegacy
        && Jumps[part] != PartText.Jumps(wanted);

    /// <summary>The parts of which the host remembers something, and nothing is in force, nor wanted.</summary>
    internal IEnumerable<PartName> ToForget(Policy policy) =>
        PartNames.All.Where(part =>
            Applied[part].Length > 0
            && Texts[part].Length == 0
            && PartText.Wanted(policy, part).Length == 0
        );

    /// <summary>How a part would have to change to be this; null if it is.</summary>
    internal PartChange? Towards(PartName part, string wanted)
    {
        var before = PartText.Canonical(part, Texts[part]);
        var after = PartText.Canonical(part, wanted);
        return before.SequenceEqual(after) && (after.Count == 0 || !IsBypassed(part, wanted))
            ? null
            : new PartChange(part, before.ToEquatableArray(), after.ToEquatableArray());
    }

    internal static Snapshot Read(IReadOnlyDictionary<string, string> files) =>
        new(
            Each(part => files.GetValueOrDefault($"parts/{part.Text()}", string.Empty)),
            Each(part => files.GetValueOrDefault($"jumps/{part.Text()}", string.Empty)),
            Listed(files, "tools"),
            Listed(files, "unreadable"),
            Each(part => files.GetValueOrDefault($"applied/{part.Text()}", string.Empty)),
            files.GetValueOrDefault("digest", string.Empty),
            files.TryGetValue("pending", out var pending) ? pending.Trim() : null,
            files.ContainsKey("orphan"),
            files.ContainsKey("state"),
            files.ContainsKey("systemd"),
            [
                .. files
                    .GetValueOrDefault("published", string.Empty)
                    .Split('\n')
                    .Select(PublishedPort.Read)
                    .OfType<PublishedPort>()
                    .Distinct(),
            ],
            Listed(files, "forwarding"),
            files.ContainsKey("flushing"),
            Controller.Read(files.GetValueOrDefault("connection", string.Empty))
        );

    private static ImmutableHashSet<PartName> Listed(
        IReadOnlyDictionary<string, string> files,
        string name
    ) =>
        [
            .. PartNames.All.Where(part =>
                files.GetValueOrDefault(name, string.Empty).Split('\n').Contains(part.Text())
            ),
        ];

    private static ImmutableDictionary<PartName, string> Each(Func<PartName, string> text) =>
        PartNames.All.ToImmutableDictionary(part => part, text);
}
