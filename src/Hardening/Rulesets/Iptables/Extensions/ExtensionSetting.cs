namespace Hardening.Rulesets.Iptables.Extensions;

/// <summary>One option that a rule gives.</summary>
/// <param name="Option">The option.</param>
/// <param name="IsNegated">Whether a <c>!</c> stands before it.</param>
/// <param name="Arguments">Its arguments as they were written.</param>
/// <param name="Printed">Its arguments as iptables-save prints them; empty for none.</param>
/// <param name="IsSilent">Whether it says so little that iptables-save leaves it out.</param>
internal sealed record ExtensionSetting(
    ExtensionOption Option,
    bool IsNegated,
    EquatableArray<string> Arguments,
    string Printed,
    bool IsSilent
)
{
    /// <summary>As iptables-save prints it.</summary>
    public string Text
    {
        get
        {
            var value = Option.Constant ?? Printed;
            return $"{(IsNegated ? "! " : "")}{Option.PrintedName}{(value.Length > 0 ? " " : "")}{value}";
        }
    }
}
