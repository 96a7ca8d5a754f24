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
            text.Value.Length > 0
            && text.Key.Protection() is { } protection
            && protection != ProtectionName.TcpWrappers
        );

    private static bool AsksRpcbind(Policy policy) =>
        policy.Services.Any(protects => protects.Service.WrapperNames.Contains("rpcbind"));

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
                    part.Protection()?.Text() is { } protection
                        ? $"the policy wants {protection}, and there is no {part.Text()}: install it, or take {protection} out of the policy's `with`"
                        : $"the policy says where portmap listens, and systemd has no {part.Text()} there: take `listen` out of the policy"
                );
            }
            if (wanted.Length > 0 && snapshot.Unreadable.Contains(part) && AsksRpcbind(policy!))
            {
                throw new HostFailedException(
                    host.Name,
                    $"rpcbind, which runs as _rpc, can't read /etc/{part.Text()}, and denies everybody then: run chmod a+r /etc/{part.Text()} there"
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
