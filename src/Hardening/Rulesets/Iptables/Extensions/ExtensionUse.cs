namespace Hardening.Rulesets.Iptables.Extensions;

/// <summary>A match or target in a rule, with the options that the rule gives it.</summary>
/// <param name="extension">Which.</param>
/// <param name="isTarget">Whether it stands behind <c>-j</c>.</param>
internal sealed class ExtensionUse(Extension extension, bool isTarget)
{
    private readonly List<ExtensionSetting> settings = [];

    public Extension Extension => extension;

    public bool IsTarget => isTarget;

    /// <summary>In the order of the rule.</summary>
    public IReadOnlyList<ExtensionSetting> Settings => settings;

    /// <summary>The first setting of an option; null where the rule doesn't give it.</summary>
    public ExtensionSetting? this[string option] =>
        settings.Find(setting => setting.Option.Name == option);

    public bool Has(string option) => this[option] is not null;

    /// <summary>What an option's argument is printed as; null where the rule doesn't give it.</summary>
    public string? Value(string option) => this[option]?.Printed;

    public void Add(ExtensionSetting setting) => settings.Add(setting);

    /// <summary>What the kernel wants and the rule does not have; null for nothing.</summary>
    public string? ExpectedByKernel(RuleContext context) =>
        NotInProtocol(context)
        ?? NotInTable(context)
        ?? extension.KernelCheck?.Invoke(this, context);

    /// <summary>What the kernel wants of iptables-legacy alone and the rule does not have; null for nothing.</summary>
    public string? ExpectedByLegacy(RuleContext context) =>
        extension.LegacyCheck?.Invoke(this, context);

    /// <summary>What the tool wants and the rule does not have; null for nothing (xtables_options_fcheck of libxtables).</summary>
    public string? Expected(RuleContext context)
    {
        foreach (var option in extension.Options)
        {
            if (option.IsMandatory && !Has(option.Name))
            {
                return option.Name;
            }
            if (Has(option.Name) && option.Requires.Count > 0 && !option.Requires.Any(Has))
            {
                return $"{string.Join(" or ", option.Requires)} with {option.Name}";
            }
        }
        foreach (var group in extension.AtMostOne)
        {
            if (group.Where(Has).Take(2).ToList() is [var one, var other])
            {
                return $"{one} or {other}, not both";
            }
        }
        foreach (var group in extension.AtLeastOne)
        {
            if (!group.Any(Has))
            {
                return string.Join(" or ", group);
            }
        }
        return extension.Check?.Invoke(this, context);
    }

    /// <summary>The options as iptables-save prints them.</summary>
    public IEnumerable<string> Print(RuleContext context) =>
        extension.Print?.Invoke(this, context) ?? Print();

    private string? NotInProtocol(RuleContext context) =>
        extension.NeededProtocols.Count == 0
        || !context.IsProtocolNegated && extension.NeededProtocols.Contains(context.ProtocolName)
            ? null
            : $"-p {string.Join(", ", extension.NeededProtocols)}";

    private string? NotInTable(RuleContext context) =>
        extension.Tables.Count > 0
        && context.Table is { } table
        && !extension.Tables.Contains(table)
            ? $"it in the table {string.Join(" or ", extension.Tables)}"
        : extension.Hooks.Count > 0 && context.Hook is { } hook && !extension.Hooks.Contains(hook)
            ? $"it in {string.Join(", ", extension.Hooks)}"
        : null;

    private IEnumerable<string> Print()
    {
        foreach (var option in extension.Options)
        {
            foreach (var setting in settings)
            {
                if (setting.Option == option && !setting.IsSilent && !option.IsUnprinted)
                {
                    yield return setting.Text;
                }
            }
            if (
                option.Default is { } missing
                && !settings.Exists(setting => setting.Option.PrintedName == option.PrintedName)
            )
            {
                yield return missing;
            }
        }
    }
}
