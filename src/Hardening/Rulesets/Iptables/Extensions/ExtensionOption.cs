namespace Hardening.Rulesets.Iptables.Extensions;

/// <summary>One option of a match or target, as iptables-extensions(8) lists it.</summary>
/// <param name="Name">Its name with its dashes.</param>
/// <param name="Arguments">What it takes; nothing, one or two.</param>
internal sealed record ExtensionOption(string Name, params EquatableArray<ArgumentType> Arguments)
{
    /// <summary>Other names for the same.</summary>
    public EquatableArray<string> Aliases { get; init; }

    /// <summary>Whether <c>!</c> may stand before it.</summary>
    public bool IsNegatable { get; init; }

    /// <summary>Whether a rule with the extension must have it.</summary>
    public bool IsMandatory { get; init; }

    /// <summary>Whether it may come more than once.</summary>
    public bool MayRepeat { get; init; }

    /// <summary>Whether its argument may be missing.</summary>
    public bool MayStandAlone { get; init; }

    /// <summary>Options of which at least one must be there if this one is.</summary>
    public EquatableArray<string> Requires { get; init; }

    /// <summary>Whether it says no more than that its match is there, and is not printed.</summary>
    public bool IsUnprinted { get; init; }

    /// <summary>The name by which iptables-save prints it.</summary>
    public string PrintedName { get; init; } = Name;

    /// <summary>What iptables-save prints as its argument where the option has none of its own.</summary>
    public string? Constant { get; init; }

    /// <summary>What iptables-save prints where neither it nor another option of the same printed name is there; null for nothing.</summary>
    public string? Default { get; init; }

    public ExtensionOption Negatable => this with { IsNegatable = true };

    public ExtensionOption Mandatory => this with { IsMandatory = true };

    public ExtensionOption Repeatable => this with { MayRepeat = true };

    public ExtensionOption Optional => this with { MayStandAlone = true };

    public ExtensionOption Or(params EquatableArray<string> aliases) =>
        this with
        {
            Aliases = aliases,
        };

    public ExtensionOption With(params EquatableArray<string> options) =>
        this with
        {
            Requires = options,
        };

    public ExtensionOption As(string name, string? constant = null) =>
        this with
        {
            PrintedName = name,
            Constant = constant,
        };

    public ExtensionOption Else(string printed) => this with { Default = printed };
}
