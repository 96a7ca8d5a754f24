using System.CommandLine;
using System.CommandLine.Parsing;
using Hardening;
using Hardening.Analysis;
using Hardening.Policies;
using Hardening.Rulesets;
using HardeningLab.Engines;
using HardeningLab.Engines.Netns.Machine;
using HardeningLab.Matrices;
using HardeningLab.Reports;

namespace HardeningLab.Cli;

/// <summary><c>hlab prove</c>: proves a policy, or somebody else's rules, with real packets in a lab.</summary>
internal static class ProveCommand
{
    private static readonly Argument<string?> PolicyFile = new("POLICY")
    {
        Description = "The policy's file; lab/policies/portmap.yaml by default.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private static readonly Option<string[]> With = new("--with")
    {
        Description =
            "What puts the policy in force: tcp-wrappers, iptables, iptables-legacy, nftables; one or several.",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<bool> Each = new("--each")
    {
        Description = "Prove each protection alone, then all together.",
    };

    private static readonly Option<string[]> Rules = new("--rules")
    {
        Description = "Prove these files instead of our own protections: FILE or KIND:FILE.",
        AllowMultipleArgumentsPerToken = true,
    };

    private static readonly Option<string?> Only = new("--only")
    {
        Description =
            "Ask only the cells of this name: SOURCE[/SERVICE[/TRANSPORT[/vVERSION.PROCEDURE]]].",
    };

    private static readonly Option<bool> Exhaustive = new("--exhaustive")
    {
        Description = "Let every source ask every version and procedure.",
    };

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
            With,
            Each,
            Rules,
            Only,
            Exhaustive,
            Engine.Engine,
            Engine.Debian,
            Json,
            Verbose,
        };
        PolicyFile.Validators.Add(RefuseOptionAsPolicy);
        command.Validators.Add(Validate);
        command.SetAction(
            async (parsed, cancellation) =>
            {
                try
                {
                    if (Engine.IsDocker(parsed))
                    {
                        return await ProveInContainersAsync(parsed, arguments, cancellation);
                    }
                    IsolationPlan.StartAgainInside(arguments);
                    return await ProveAsync(parsed, arguments, cancellation);
                }
                catch (HardeningException failure)
                    when (failure is not InputException && parsed.GetValue(Json))
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

    /// <summary>Containers outlive a process that ends by itself, so a signal is waited for.</summary>
    private static async Task<int> ProveInContainersAsync(
        ParseResult parsed,
        string[] arguments,
        CancellationToken cancellation
    )
    {
        using var interruption = new Interruption(cancellation);
        try
        {
            return await ProveAsync(parsed, arguments, interruption.Token);
        }
        catch (OperationCanceledException) when (interruption.ExitCode != 0)
        {
            return interruption.ExitCode;
        }
    }

    /// <summary>A misspelt option would be taken for the policy, and its value for one word too many.</summary>
    private static void RefuseOptionAsPolicy(ArgumentResult parsed)
    {
        if (parsed.Tokens is [{ Value: ['-', _, ..] option }, ..])
        {
            parsed.AddError($"prove has no option {option}");
        }
    }

    /// <summary>Options that contradict each other would leave it open what was proved.</summary>
    private static void Validate(CommandResult parsed)
    {
        if (parsed.GetResult(Rules) is null)
        {
            return;
        }
        if (parsed.GetValue(Each))
        {
            parsed.AddError(
                "--each shows our own protections one by one; it can't go with --rules"
            );
        }
        if (
            (parsed.GetValue(With) ?? []).Any(names =>
                names != ProtectionName.IptablesLegacy.Text()
            )
        )
        {
            parsed.AddError(
                "--rules proves the files instead of our own protections; beside it, --with takes only iptables-legacy, which says what loads them"
            );
        }
    }

    private static Proof Failed(ParseResult parsed, HardeningException failure) =>
        new(
            parsed.GetValue(PolicyFile) ?? DefaultPolicy.Path,
            Engine.IsDocker(parsed) ? "docker" : "netns",
            (parsed.GetValue(Rules) ?? parsed.GetValue(With) ?? []).ToEquatableArray(),
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
        var rules = (parsed.GetValue(Rules) ?? []).Select(RulesetFiles.Read).ToList();
        var policy = PolicyReader.ReadFile(parsed.GetValue(PolicyFile) ?? DefaultPolicy.Path);
        var protections = (parsed.GetValue(With) ?? [])
            .SelectMany(names =>
                names.Split(
                    ',',
                    StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
                )
            )
            .Select(Parse)
            .Distinct()
            .ToEquatableArray();
        using var progress = Terminal.ShowsProgress ? new ProgressLine(Console.Error) : null;
        var proof = await Prover.ProveAsync(
            Engine.Choose(parsed),
            new ProofRequest(
                policy,
                protections.Count > 0 ? protections
                    : rules.Count > 0 ? []
                    : policy.With,
                rules.Select(rule => rule.File).ToEquatableArray(),
                parsed.GetValue(Each),
                parsed.GetValue(Exhaustive),
                parsed.GetValue(Only) is { } only ? CellFilter.Parse(only) : CellFilter.Everything
            ),
            progress,
            cancellation
        );
        var assumed = rules.Where(rule => rule.FamilyIsAssumed).Select(AssumedFamily);
        proof = proof with { Findings = [.. proof.Findings, .. assumed] };
        var output = parsed.InvocationConfiguration.Output;
        if (parsed.GetValue(Json))
        {
            JsonReport.Write(proof, output);
        }
        else
        {
            // Written at once: a terminal's writer passes every word on by itself.
            var page = new StringWriter();
            MatrixReport.Write(
                proof,
                page,
                (cell, layer) => RepeatedCommand.For(arguments, cell, layer),
                Terminal.ShowsColour,
                Terminal.Width,
                parsed.GetValue(Verbose)
            );
            output.Write(page);
        }
        return proof.ExitCode;
    }

    private static ProtectionName Parse(string text) =>
        ProtectionNames.TryParse(text, out var name)
            ? name
            : throw new InputException(
                new InputError("--with", 1, 1, ProtectionNames.Unknown(text))
            );

    private static Finding AssumedFamily(RecognisedRuleset rule) =>
        new(
            "assumed-ipv4",
            Severity.Note,
            rule.File.Name,
            null,
            "nothing in the file tells its family, so it is taken for IPv4",
            $"say iptables:{rule.File.Name} or ip6tables:{rule.File.Name}"
        );
}
