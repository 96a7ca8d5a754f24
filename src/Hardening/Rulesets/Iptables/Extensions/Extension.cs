using Hardening.Addresses;

namespace Hardening.Rulesets.Iptables.Extensions;

/// <summary>A match or a target as iptables-extensions(8) describes it. Its options stand in the order in which iptables-save prints them.</summary>
/// <param name="Name">The name behind <c>-m</c> or <c>-j</c>.</param>
/// <param name="Options">Its options.</param>
internal sealed record Extension(string Name, params EquatableArray<ExtensionOption> Options)
{
    /// <summary>Other names behind <c>-m</c> for the same.</summary>
    public EquatableArray<string> Aliases { get; init; }

    /// <summary>The only family that has it; null for both.</summary>
    public IpFamily? Family { get; init; }

    /// <summary>The protocols of which <c>-p</c> must name one, without a <c>!</c>; empty for any.</summary>
    public EquatableArray<string> NeededProtocols { get; init; }

    /// <summary>The tables that take it; empty for all.</summary>
    public EquatableArray<string> Tables { get; init; }

    /// <summary>The built-in chains that can reach it; empty for all.</summary>
    public EquatableArray<string> Hooks { get; init; }

    /// <summary>Options that exclude each other, by groups.</summary>
    public EquatableArray<EquatableArray<string>> AtMostOne { get; init; }

    /// <summary>Options of which one must be there, by groups.</summary>
    public EquatableArray<EquatableArray<string>> AtLeastOne { get; init; }

    /// <summary>What else the tool wants: says what is expected where it does not hold.</summary>
    public Func<ExtensionUse, RuleContext, string?>? Check { get; init; }

    /// <summary>What else the kernel wants.</summary>
    public Func<ExtensionUse, RuleContext, string?>? KernelCheck { get; init; }

    /// <summary>What the kernel wants of iptables-legacy alone.</summary>
    public Func<ExtensionUse, RuleContext, string?>? LegacyCheck { get; init; }

    /// <summary>Its options as iptables-save prints them, where the order of the table does not say it.</summary>
    public Func<ExtensionUse, RuleContext, IEnumerable<string>>? Print { get; init; }

    public Extension In(params EquatableArray<string> hooks) => this with { Hooks = hooks };

    public Extension Of(params EquatableArray<string> tables) => this with { Tables = tables };

    public Extension For(params EquatableArray<string> protocols) =>
        this with
        {
            NeededProtocols = protocols,
        };

    public Extension Only(IpFamily family) => this with { Family = family };

    public Extension OneOf(params EquatableArray<string> options) =>
        this with
        {
            AtMostOne = [.. AtMostOne, options],
            AtLeastOne = [.. AtLeastOne, options],
        };

    public Extension Any(params EquatableArray<string> options) =>
        this with
        {
            AtLeastOne = [.. AtLeastOne, options],
        };

    public Extension NotBoth(params EquatableArray<string> options) =>
        this with
        {
            AtMostOne = [.. AtMostOne, options],
        };
}
