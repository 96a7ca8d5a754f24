using System.Collections.Immutable;
using Hardening.Hosts;
using Hardening.Policies;

namespace Hardening.Changes;

/// <summary>What separates a host from its policy.</summary>
/// <param name="Changes">The parts that differ, in the order in which they are changed.</param>
/// <param name="Texts">What is loaded into each of them.</param>
internal sealed record ChangePlan(
    EquatableArray<PartChange> Changes,
    ImmutableDictionary<PartName, string> Texts
)
{
    /// <summary>Whether it puts something in force that a kernel forgets when it ends.</summary>
    internal bool IsForgotten =>
        Texts.Any(text =>
            text.Value.Length > 0 && text.Key.Protection() != ProtectionName.TcpWrappers
        );

    /// <param name="snapshot">The host as it is.</param>
    /// <param name="policy">What is to be in force; null for nothing of ours.</param>
    /// <param name="host">For the message.</param>
    /// <exception cref="HostFailedException">The host lacks a tool that the policy needs.</exception>
    internal static ChangePlan Between(Snapshot snapshot, Policy? policy, IHost host)
    {
        var changes = new List<PartChange>();
        var texts = ImmutableDictionary.CreateBuilder<PartName, string>();
        foreach (var part in PartNames.All)
        {
            var wanted = policy is null ? string.Empty : PartText.Wanted(policy, part);
            if (wanted.Length > 0 && !snapshot.Tools.Contains(part))
            {
                throw new HostFailedException(
                    host.Name,
                    $"the policy wants {part.Protection().Text()}, and there is no {part.Text()}: install it, or take {part.Protection().Text()} out of the policy's `with`"
                );
            }
            if (snapshot.Towards(part, wanted) is { } change)
            {
                changes.Add(change);
                texts[part] = wanted;
            }
        }
        return new ChangePlan(changes.ToEquatableArray(), texts.ToImmutable());
    }
}
