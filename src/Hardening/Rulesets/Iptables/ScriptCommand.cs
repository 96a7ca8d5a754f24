using Hardening.Addresses;
using Hardening.Rulesets.Iptables.Extensions;

namespace Hardening.Rulesets.Iptables;

/// <summary>One <c>iptables</c> or <c>ip6tables</c> command of a script.</summary>
/// <param name="Family">Which of the two programs.</param>
/// <param name="Arguments">Its arguments after the shell's expansion, without the program.</param>
/// <param name="Line">The line on which it begins, one-based.</param>
/// <param name="Text">As the script has it, continuation lines joined.</param>
public sealed record ScriptCommand(
    IpFamily Family,
    EquatableArray<string> Arguments,
    int Line,
    string Text
)
{
    /// <summary>Why iptables 1.8 refuses the command's rule; empty where it takes it, or where there is none.</summary>
    public EquatableArray<RuleFault> Faults
    {
        get
        {
            var command = BookCommand.Parse(Arguments);
            return command.HasRule
                ? RuleSpecification.Read(Family, command.Table, command.Chain, command.Rest).Faults
                : [];
        }
    }

    /// <summary>Whether iptables-nft refuses it, so that it changes nothing.</summary>
    public bool IsRefused => Faults.Any(fault => !fault.IsOfLegacy);
}
