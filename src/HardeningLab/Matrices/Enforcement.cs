using Hardening;
using Hardening.Policies;
using Hardening.Rulesets;
using HardeningLab.Probes;
using HardeningLab.Topologies;

namespace HardeningLab.Matrices;

/// <summary>What enforces the policy, as far as that decides what is expected.</summary>
internal abstract record Enforcement
{
    private Enforcement() { }

    /// <summary>Whether a firewall is part of it.</summary>
    internal abstract bool HasFirewall { get; }

    /// <summary>Whether the wrappers are part of it.</summary>
    internal abstract bool HasWrappers { get; }

    internal abstract Verdict Expected(Policy policy, ProtectedService service, Source source);

    /// <summary>By what a proof puts in force.</summary>
    /// <param name="request">The proof.</param>
    /// <param name="inForce">Which of our protections are, unless they are on top of a host's rules.</param>
    internal static Enforcement Of(ProofRequest request, EquatableArray<ProtectionName> inForce) =>
        request.Host is { } host
            ? new OthersRules(
                WithFirewall: true,
                (request.IsRehearsal && request.Policy.With.Contains(ProtectionName.TcpWrappers))
                    || host.Files.Any(file => file.Kind.IsOfWrappers() && HasRules(file.Text))
            )
        : request.IsOurs ? By(inForce)
        : By(request.Rules);

    /// <summary>By our own protections, whose verdicts are known.</summary>
    internal static Enforcement By(EquatableArray<ProtectionName> protections) =>
        new OurProtections(protections);

    /// <summary>By somebody else's rules, which are free in how they keep others out.</summary>
    internal static Enforcement By(EquatableArray<RulesetFile> rules) =>
        new OthersRules(
            rules.Any(file => !file.Kind.IsOfWrappers()),
            rules.Any(file => file.Kind.IsOfWrappers())
        );

    /// <summary>Debian's own files are all comments.</summary>
    private static bool HasRules(string text) =>
        text.Split('\n').Any(line => line.AsSpan().Trim() is [not '#', ..]);

    private sealed record OurProtections(EquatableArray<ProtectionName> Names) : Enforcement
    {
        internal override bool HasFirewall => Names.Any(name => name != ProtectionName.TcpWrappers);

        internal override bool HasWrappers => Names.Contains(ProtectionName.TcpWrappers);

        internal override Verdict Expected(
            Policy policy,
            ProtectedService service,
            Source source
        ) => Expectation.Expected(policy, service, source.Address, source.IsLocal, Names);
    }

    internal sealed record OthersRules(bool WithFirewall, bool WithWrappers) : Enforcement
    {
        internal override bool HasFirewall => WithFirewall;

        internal override bool HasWrappers => WithWrappers;

        internal override Verdict Expected(
            Policy policy,
            ProtectedService service,
            Source source
        ) =>
            Expectation.ExpectedOfRules(
                policy,
                service,
                source.Address,
                source.IsLocal,
                WithFirewall,
                WithWrappers
            );
    }
}
