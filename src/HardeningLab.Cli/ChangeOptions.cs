using System.CommandLine;
using System.CommandLine.Parsing;
using Hardening.Changes;
using Hardening.Hosts;
using HardeningLab.Reports;

namespace HardeningLab.Cli;

/// <summary>The hosts that a command changes, how it does, and what it prints of them.</summary>
internal sealed class ChangeOptions
{
    public ChangeOptions()
    {
        Patience.Validators.Add(RefuseShortPatience);
    }

    private readonly HostOptions hosts = new();

    private Option<bool> Check { get; } =
        new("--check") { Description = "Only tell what would change; exits 1 if something would." };

    private Option<bool> Diff { get; } =
        new("--diff") { Description = "Show every line that goes and comes, as a unified diff." };

    private Option<int> Patience { get; } =
        new("--confirm")
        {
            Description =
                "After how many seconds the host takes everything back unless it is confirmed.",
            DefaultValueFactory = _ => (int)new ApplyOptions().Patience.TotalSeconds,
        };

    private Option<bool> ByHand { get; } =
        new("--confirm-by-hand") { Description = "Wait for `hlab confirm` instead of confirming." };

    private Option<bool> Json { get; } =
        new("--json") { Description = "Print one JSON document instead." };

    /// <summary>Gives a command the argument and the options.</summary>
    public void AddTo(Command command)
    {
        hosts.AddTo(command);
        command.Add(Check);
        command.Add(Diff);
        command.Add(Patience);
        command.Add(ByHand);
        command.Add(Json);
    }

    /// <summary>Further hosts, reached in the same way.</summary>
    /// <exception cref="InputException">One of them is no host's name.</exception>
    public OpenHosts OpenAll(ParseResult parsed, IEnumerable<string> names) =>
        hosts.OpenAll(parsed, names);

    /// <summary>Changes the hosts and prints what came of each.</summary>
    public async Task<int> RunAsync(
        ParseResult parsed,
        Func<IHost, ApplyOptions, CancellationToken, Task<HostOutcome>> change,
        CancellationToken cancellation
    )
    {
        using var progress = Terminal.ShowsProgress ? new ProgressLine(Console.Error) : null;
        var options = new ApplyOptions
        {
            Progress = progress,
            IsCheck = parsed.GetValue(Check),
            Patience = TimeSpan.FromSeconds(parsed.GetValue(Patience)),
            IsConfirmedByHand = parsed.GetValue(ByHand),
        };
        var output = parsed.InvocationConfiguration.Output;
        var isJson = parsed.GetValue(Json);
        var outcomes = new List<HostOutcome>();
        await foreach (
            var outcome in hosts.OnEachAsync(
                parsed,
                host => change(host, options, cancellation),
                (host, failure) =>
                    new HostOutcome(
                        host.Name,
                        failure is HostUnreachableException
                            ? HostState.Unreachable
                            : HostState.Failed,
                        [],
                        failure.Message
                    )
            )
        )
        {
            progress?.Hide();
            if (!isJson)
            {
                ChangeReport.Write(outcome, parsed.GetValue(Diff), output, Terminal.ShowsColour);
            }
            outcomes.Add(outcome);
        }
        if (isJson)
        {
            ChangeJson.Write(outcomes, output);
        }
        else
        {
            ChangeReport.WriteRecap(outcomes, output);
        }
        return ExitCodeOf(outcomes, options.IsCheck);
    }

    private static int ExitCodeOf(List<HostOutcome> outcomes, bool isCheck)
    {
        if (
            outcomes.Exists(outcome =>
                outcome
                    is { State: HostState.Failed, IsRefused: false }
                        or { State: HostState.Unreachable }
            )
        )
        {
            return ExitCodes.CannotRun;
        }
        return outcomes.Exists(outcome =>
            outcome.State is HostState.RolledBack
            || outcome.IsRefused
            || (isCheck && outcome.State is HostState.Changed)
        )
            ? ExitCodes.DoesNotHold
            : ExitCodes.Holds;
    }

    private static void RefuseShortPatience(OptionResult parsed)
    {
        const int shortest = 5;
        if (!parsed.Implicit && parsed.GetValueOrDefault<int>() < shortest)
        {
            parsed.AddError($"--confirm takes at least {shortest} seconds");
        }
    }
}
