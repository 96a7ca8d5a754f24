using Hardening.Rulesets;
using Hardening.Rulesets.Iptables;

namespace Hardening.Analysis.Proofs;

/// <summary>Commands that iptables 1.8 does not take, so that nothing of them is in force.</summary>
public static class RefusedCommands
{
    /// <summary>One finding for each command of the scripts among some texts; a shell goes on behind it.</summary>
    /// <param name="files">The texts.</param>
    /// <exception cref="InputException">A script can't be read.</exception>
    public static IEnumerable<Finding> Find(IEnumerable<RulesetFile> files) =>
        from file in files
        where file.Kind == RulesetKind.Script
        from command in ScriptReader.Read(file.Name, file.Text)
        where command.IsRefused
        select new Finding(
            "refused-command",
            Severity.Error,
            file.Name,
            command.Line,
            $"iptables 1.8 refuses {Quotation.Of(command.Text)}, so it is not in force: {command.Faults.First(fault => !fault.IsOfLegacy).Message}",
            "mend the command; the others count without it, as a shell goes on"
        );
}
