using System.CommandLine;
using System.CommandLine.Parsing;
using Hardening;
using Hardening.Analysis;
using Hardening.Analysis.Proofs;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Translation;
using Hardening.Analysis.Wrappers;
using Hardening.Policies;
using Hardening.Protections;
using Hardening.Rulesets;
using HardeningLab.Engines;
using HardeningLab.Engines.Netns.Machine;
using HardeningLab.Matrices;
using HardeningLab.Reports;

namespace HardeningLab.Cli;

/// <summary><c>hlab prove</c>: proves a policy, or somebody else's rules, with real packets in a lab.</summary>
internal static class ProveCommand
{
    private static readonly Argument<string?> PolicyFile = DefaultPolicy.Argument();

    private static readonly EnforcementOptions Enforcement = new("Prove");

    private static readonly Option<bool> Each = new("--each")
    {
        Description = "Prove each protection alone, then all together.",
    };

    private static readonly Option<bool> Static = new("--static")
    {
        Description = "Only the analysis of every packet there could be: no lab, no privileges.",
    };

    private static readonly HostRulesOptions HostRules = new();

    private static readonly QuestionOptions Questions = new();

    private static readonly EngineOptions Engine = new();

    private static readonly Option<bool> Json = new("--json")
    {
        Description = "Print one JSON document instead.",
    };

    private static readonly Option<bool> Verbose = new("--verbose")
    {
        Description = "Show every cell with its evidence.",
    };

    public static Command Create(string[] arguments)
    {
        var command = new Command("prove", "Prove a policy with real packets.")
        {
            PolicyFile,
            Enforcement.With,
            Each,
            Enforcement.Rules,
            Questions.Only,
            Questions.Exhaustive,
            Engine.Engine,
            Engine.Debian,
            Static,
            Json,
            Verbose,
        };
        HostRules.AddTo(command);
        PolicyFile.Validators.Add(RefuseOptionAsPolicy);
        command.Validators.Add(Validate);
        command.Validators.Add(Enforcement.Validate);
        command.SetAction(
            async (parsed, cancellation) =>
            {
                try
                {
                    if (parsed.GetValue(Static))
                    {
                        return ProveStatically(parsed);
                    }
                    if (Engine.IsDocker(parsed))
                    {
                        return await Interruption.DuringAsync(
                            token => ProveAsync(parsed, arguments, token),
                            cancellation
                        );
                    }
                    if (HostRules.IsGiven(parsed.CommandResult) && !HostRulesOptions.AreOnInput)
                    {
                        return await ProveAgainAsync(parsed, arguments, cancellation);
                    }
                    IsolationPlan.StartAgainInside(arguments);
                    return await ProveAsync(parsed, arguments, cancellation);
                }
                catch (HardeningException failure)
                    when (failure is not (InputException or AnalysisFailedException)
                        && parsed.GetValue(Json)
                    )
                {
                    JsonReport.Write(
                        Failed(parsed, failure),
                        parsed.InvocationConfiguration.Output
                    );
                    throw;
                }
            }
        );
        return command;
    }

    /// <summary>A misspelt option would be taken for the policy, and its value for one word too many.</summary>
    private static void RefuseOptionAsPolicy(ArgumentResult parsed)
    {
        if (parsed.Tokens is [{ Value: ['-', _, ..] option }, ..])
        {
            parsed.AddError($"prove has no option {option}");
        }
    }

    private static void Validate(CommandResult parsed)
    {
        if (
            HostRules.IsGiven(parsed)
            && (
                parsed.GetResult(Enforcement.Rules) is not null
                || parsed.GetResult(Enforcement.With) is not null
                || parsed.GetValue(Each)
            )
        )
        {
            parsed.AddError(
                "--rules-of proves what the host has; it can't go with --rules, --with or --each"
            );
        }
        if (parsed.GetResult(Enforcement.Rules) is not null && parsed.GetValue(Each))
        {
            parsed.AddError(
                "--each shows our own protections one by one; it can't go with --rules"
            );
        }
    }

    private static int ProveStatically(ParseResult parsed)
    {
        var rules = Enforcement.ReadRules(parsed);
        var policy = PolicyReader.ReadFile(parsed.GetValue(PolicyFile) ?? DefaultPolicy.Path);
        var proof = Prover.ProveStatically(
            new ProofRequest(
                policy,
                Enforcement.ReadProtections(parsed, policy),
                rules.Select(rule => rule.File).ToEquatableArray(),
                IsEach: false,
                IsExhaustive: false,
                CellFilter.Everything
            )
        );
        var output = parsed.InvocationConfiguration.Output;
        if (parsed.GetValue(Json))
        {
            StaticReport.WriteJson(policy.Name, proof, output);
        }
        else
        {
            StaticReport.Write(policy.Name, proof, output, Terminal.ShowsColour);
        }
        return proof.Holds ? ExitCodes.Holds : ExitCodes.DoesNotHold;
    }

    /// <summary>In namespaces of its own this process could reach no host.</summary>
    private static async Task<int> ProveAgainAsync(
        ParseResult parsed,
        string[] arguments,
        CancellationToken cancellation
    )
    {
        var rules = await HostRules.ReadAsync(parsed, cancellation);
        using var process = HostRulesOptions.Start(arguments, rules, withOutput: false);
        await process.WaitForExitAsync(cancellation);
        return process.ExitCode;
    }

    private static Proof Failed(ParseResult parsed, HardeningException failure) =>
        new(
            parsed.GetValue(PolicyFile) ?? DefaultPolicy.Path,
            Engine.Choose(parsed).Name,
            (
                parsed.GetValue(Enforcement.Rules) ?? parsed.GetValue(Enforcement.With) ?? []
            ).ToEquatableArray(),
            TimeSpan.Zero,
            [],
            [
                new Finding(
                    "lab-failed",
                    Severity.Error,
                    null,
                    null,
                    failure.Message,
                    "hlab doctor tells what this machine lacks"
                ),
            ],
            []
        );

    private static async Task<int> ProveAsync(
        ParseResult parsed,
        string[] arguments,
        CancellationToken cancellation
    )
    {
        var rules = Enforcement.ReadRules(parsed);
        var policy = PolicyReader.ReadFile(parsed.GetValue(PolicyFile) ?? DefaultPolicy.Path) with
        {
            GuardsPublishedPorts = HostRules.GuardsPublishedPorts(parsed),
        };
        using var progress = Terminal.ShowsProgress ? new ProgressLine(Console.Error) : null;
        var proof = await Prover.ProveAsync(
            Engine.Choose(parsed, withTools: HostRules.IsRehearsal(parsed)),
            new ProofRequest(
                policy,
                Enforcement.ReadProtections(parsed, policy),
                rules.Select(rule => rule.File).ToEquatableArray(),
                parsed.GetValue(Each),
                parsed.GetValue(Questions.Exhaustive),
                Questions.ReadOnly(parsed)
            )
            {
                Host = HostRules.IsGiven(parsed.CommandResult)
                    ? await HostRules.ReadAsync(parsed, cancellation)
                    : null,
                IsRehearsal = HostRules.IsRehearsal(parsed),
            },
            progress,
            cancellation
        );
        proof = proof with
        {
            Findings = [.. proof.Findings, .. EnforcementOptions.Assumptions(rules)],
        };
        ProofOutput.Write(
            proof,
            parsed.InvocationConfiguration.Output,
            arguments,
            parsed.GetValue(Json),
            parsed.GetValue(Verbose)
        );
        return proof.ExitCode;
    }
}
