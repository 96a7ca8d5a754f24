using System.CommandLine;
using Hardening.Analysis;
using Hardening.Analysis.Linting;
using Hardening.Analysis.Mending;
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
        var fix = new Option<bool>("--fix")
        {
            Description =
                "Print the texts mended, as far as a change can be proved to change what it should and nothing else.",
        };
        var command = new Command(
            "lint",
            "Name what is wrong with rules, with a packet that shows it."
        )
        {
            files,
            json,
            fix,
        };
        command.Validators.Add(parsed =>
        {
            UnknownOption.Refuse(parsed, parsed.GetValue(files) ?? []);
            if (parsed.GetValue(json) && parsed.GetValue(fix))
            {
                parsed.AddError("--fix prints texts of rules, --json one document: ask for one");
            }
        });
        command.SetAction(parsed =>
        {
            var rules = parsed.GetRequiredValue(files).Select(RulesetFiles.Read).ToList();
            if (parsed.GetValue(fix))
            {
                return Mended([.. rules.Select(rule => rule.File)], parsed);
            }
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

    /// <summary>The texts are the result; what was done to them is told beside it.</summary>
    private static int Mended(IReadOnlyList<RulesetFile> files, ParseResult parsed)
    {
        var mended = Mender.Mend(files);
        var configuration = parsed.InvocationConfiguration;
        MendReport.Write(files, mended, configuration.Output);
        MendReport.WriteMends(mended, configuration.Error);
        return mended.Left.Any(finding => finding.Severity == Severity.Error)
            ? ExitCodes.DoesNotHold
            : ExitCodes.Holds;
    }
}
