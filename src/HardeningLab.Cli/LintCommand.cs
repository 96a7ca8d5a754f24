using System.CommandLine;
using Hardening.Analysis;
using Hardening.Analysis.Linting;
using Hardening.Rulesets;
using HardeningLab.Reports;

namespace HardeningLab.Cli;

/// <summary><c>hlab lint</c>: names what is wrong with rules, whatever policy they are for.</summary>
internal static class LintCommand
{
    public static Command Create()
    {
        var files = new Argument<string[]>("FILE")
        {
            Description = "The files in the order in which they are loaded: FILE or KIND:FILE.",
            Arity = ArgumentArity.OneOrMore,
        };
        var json = new Option<bool>("--json") { Description = "Print one JSON document instead." };
        var command = new Command(
            "lint",
            "Name what is wrong with rules, with a packet that shows it."
        )
        {
            files,
            json,
        };
        command.SetAction(parsed =>
        {
            var rules = parsed.GetRequiredValue(files).Select(RulesetFiles.Read).ToList();
            var findings = Linter
                .Lint([.. rules.Select(rule => rule.File)])
                .Concat(EnforcementOptions.Assumptions(rules))
                .ToList();
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(json))
            {
                LintReport.WriteJson(findings, output);
            }
            else
            {
                LintReport.Write(findings, output, Terminal.ShowsColour);
            }
            return findings.Exists(finding => finding.Severity == Severity.Error)
                ? ExitCodes.DoesNotHold
                : ExitCodes.Holds;
        });
        return command;
    }
}
