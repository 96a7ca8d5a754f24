using System.CommandLine;
using System.CommandLine.Parsing;
using Hardening;
using Hardening.Analysis;
using Hardening.Policies;
using HardeningLab.Engines.Kept;
using HardeningLab.Matrices;
using HardeningLab.Reports;
using HardeningLab.Topologies;

namespace HardeningLab.Cli;

/// <summary><c>hlab lab up</c>: makes a lab that stays.</summary>
internal static class LabUpCommand
{
    private static readonly Argument<string?> PolicyFile = DefaultPolicy.Argument();

    private static readonly EnforcementOptions Enforcement = new("Load");

    private static readonly Option<bool> Bare = new("--bare")
    {
        Description = "Put nothing in force.",
    };

    private static readonly Option<bool> Print = new("--print")
    {
        Description = "Only print the hosts and networks that would be made, as YAML.",
    };

    private static readonly LabOptions Lab = new();

    private static readonly EngineOptions Engine = new();

    private static readonly Option<bool> Json = new("--json")
    {
        Description = "Print one JSON document instead.",
    };

    public static Command Create()
    {
        var command = new Command("up", "Make a lab that stays up.")
        {
            PolicyFile,
            Enforcement.With,
            Enforcement.Rules,
            Bare,
            Lab.Name,
            Engine.Engine,
            Engine.Debian,
            Print,
            Json,
        };
        command.Validators.Add(Enforcement.Validate);
        command.Validators.Add(RefuseBareBesideRules);
        command.SetAction(UpOrClearAsync);
        return command;
    }

    private static void RefuseBareBesideRules(CommandResult parsed)
    {
        if (
            parsed.GetValue(Bare)
            && (
                parsed.GetResult(Enforcement.With) is not null
                || parsed.GetResult(Enforcement.Rules) is not null
            )
        )
        {
            parsed.AddError("--bare puts nothing in force; it can't go with --with or --rules");
        }
    }

    /// <summary>Containers outlive a process that ends by itself, so a signal is waited for.</summary>
    private static Task<int> UpOrClearAsync(ParseResult parsed, CancellationToken cancellation) =>
        Engine.IsDocker(parsed)
            ? Interruption.DuringAsync(token => UpAsync(parsed, token), cancellation)
            : UpAsync(parsed, cancellation);

    private static async Task<int> UpAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var rules = Enforcement.ReadRules(parsed);
        var file = parsed.GetValue(PolicyFile) ?? DefaultPolicy.Path;
        var text = LabCard.ReadPolicyFile(file);
        var policy = PolicyReader.Read(text, file);
        var topology = TopologyPlan.For(policy);
        var output = parsed.InvocationConfiguration.Output;
        if (parsed.GetValue(Print))
        {
            TopologyText.Write(topology, output);
            return ExitCodes.Holds;
        }
        var labs = Engine.ChooseKept(parsed);
        var card = new LabCard(
            Lab.ReadName(parsed),
            labs.Engine,
            file,
            text,
            parsed.GetValue(Bare) ? [] : Enforcement.ReadProtections(parsed, policy),
            rules.Select(rule => rule.File).ToEquatableArray(),
            TimeProvider.System.GetUtcNow()
        );
        var findings = EnforcementOptions.Assumptions(rules).ToList();
        using (var progress = Terminal.ShowsProgress ? new ProgressLine(Console.Error) : null)
        {
            await labs.UpAsync(
                card,
                topology.Plan,
                async lab =>
                    findings.AddRange(
                        await LabPreparation.PrepareAsync(
                            lab,
                            policy,
                            topology,
                            card.Protections,
                            card.Rules,
                            progress,
                            cancellation
                        )
                    ),
                cancellation
            );
        }
        if (parsed.GetValue(Json))
        {
            LabReport.WriteJson(card, findings, output);
        }
        else
        {
            LabReport.Write(card, output, Terminal.ShowsColour, Terminal.Width);
            LabReport.WriteFindings(findings, Console.Error, colour: false);
        }
        return findings.Exists(finding => finding.Severity is Severity.Error)
            ? ExitCodes.DoesNotHold
            : ExitCodes.Holds;
    }
}
