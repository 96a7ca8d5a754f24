using Hardening;
using Hardening.Addresses;
using Hardening.Policies;
using HardeningLab.Probes;
using HardeningLab.Topologies;

namespace HardeningLab.Matrices;

/// <summary>
/// What a policy asks of a cell: the layers in order, the firewall, then the wrappers, each by what it can see. To a firewall
/// loopback is whatever arrives on <c>lo</c>, the target's own addresses included; to the wrappers it is 127.0.0.0/8 and ::1.
/// </summary>
public static class Expectation
{
    /// <summary>The verdict that our own protections must give.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="service">One of its services.</param>
    /// <param name="source">The address that asks.</param>
    /// <param name="arrivesOnLoopback">Whether the packet arrives on <c>lo</c>: from loopback or an address of the target's own.</param>
    /// <param name="inForce">The protections in force; none before the rules, where everybody is allowed.</param>
    public static Verdict Expected(
        Policy policy,
        ProtectedService service,
        Address source,
        bool arrivesOnLoopback,
        EquatableArray<ProtectionName> inForce
    )
    {
        var wrappers = inForce.Contains(ProtectionName.TcpWrappers);
        var firewall = inForce.Any(protection => protection is not ProtectionName.TcpWrappers);
        if (firewall && !FirewallPasses(policy, service, source, arrivesOnLoopback))
        {
            return policy.Otherwise is Otherwise.Reject ? Verdict.Rejected : Verdict.Dropped;
        }
        // Alone, the wrappers are held to the policy even for a service that never asks them: so the proof fails, as it
        // must. Behind a firewall that passed the packet they have no say in such a service.
        var asked = wrappers && (!firewall || AsksInTheLab(service.Service));
        return asked && !WrappersGrant(policy, service, source) ? Verdict.Denied : Verdict.Allowed;
    }

    /// <summary>The verdict that somebody else's rules must give, which are free in how they keep others out.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="service">One of its services.</param>
    /// <param name="source">The address that asks.</param>
    /// <param name="arrivesOnLoopback">Whether the packet arrives on <c>lo</c>.</param>
    /// <param name="firewall">Whether a firewall's rules are among them.</param>
    /// <param name="wrappers">Whether a hosts.allow or hosts.deny is among them.</param>
    /// <returns><see cref="Verdict.Allowed"/> or <see cref="Verdict.KeptOut"/>.</returns>
    public static Verdict ExpectedOfRules(
        Policy policy,
        ProtectedService service,
        Address source,
        bool arrivesOnLoopback,
        bool firewall,
        bool wrappers
    )
    {
        var asked = wrappers && (!firewall || AsksInTheLab(service.Service));
        return
            (firewall && !FirewallPasses(policy, service, source, arrivesOnLoopback))
            || (asked && !WrappersGrant(policy, service, source))
            ? Verdict.KeptOut
            : Verdict.Allowed;
    }

    /// <summary>A service of the policy's own is played by a listener that asks nobody, whatever its real daemon does.</summary>
    internal static bool AsksInTheLab(Service service) =>
        service.IsRpc && service.WrapperNames.Count > 0;

    private static bool FirewallPasses(
        Policy policy,
        ProtectedService service,
        Address source,
        bool arrivesOnLoopback
    ) => arrivesOnLoopback ? policy.LoopbackAllowed : service.Sources.Contains(source);

    private static bool WrappersGrant(Policy policy, ProtectedService service, Address source) =>
        HostAddresses.IsLoopback(source)
            ? policy.LoopbackAllowed
            : service.Sources.Contains(source);
}
