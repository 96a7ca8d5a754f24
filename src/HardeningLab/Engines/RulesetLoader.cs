using System.Globalization;
using Hardening;
using Hardening.Addresses;
using Hardening.Analysis;
using Hardening.Rulesets;
using Hardening.Rulesets.Iptables;
using HardeningLab.Kernel;

namespace HardeningLab.Engines;

/// <summary>
/// Puts rulesets in force in a target, with the real tools. What a tool refuses becomes a finding, and the rest goes on, as
/// it would at boot or in a shell.
/// </summary>
/// <param name="lab">In whose target.</param>
/// <param name="books">Where to note which rule sits where.</param>
/// <param name="isLegacy">Whether iptables means iptables-legacy.</param>
internal sealed class RulesetLoader(ILab lab, RuleBooks books, bool isLegacy)
{
    // Of a shell, where it finds no such program.
    private const int NotFound = 127;

    private readonly List<Finding> findings = [];

    private string Variant => isLegacy ? "legacy" : "nft";

    private RuleBook Book => isLegacy ? books.Legacy : books.Iptables;

    /// <summary>What was refused, in order.</summary>
    internal IReadOnlyList<Finding> Findings => findings;

    /// <param name="file">The ruleset.</param>
    /// <param name="isOurs">Whether a protection wrote it: then it adds to what is there, and must be taken.</param>
    /// <param name="cancellation">Stops the tool.</param>
    internal async Task LoadAsync(RulesetFile file, bool isOurs, CancellationToken cancellation)
    {
        var before = findings.Count;
        switch (file.Kind)
        {
            case RulesetKind.HostsAllow or RulesetKind.HostsDeny:
                var name = file.Kind == RulesetKind.HostsAllow ? "hosts.allow" : "hosts.deny";
                await lab.WriteConfigurationAsync(name, file.Text, cancellation)
                    .ConfigureAwait(false);
                break;
            case RulesetKind.Iptables or RulesetKind.Ip6tables:
                await RestoreAsync(file, isOurs, cancellation).ConfigureAwait(false);
                break;
            case RulesetKind.Nftables:
                await LoadNftAsync(file, cancellation).ConfigureAwait(false);
                break;
            case RulesetKind.Script:
                foreach (var command in ScriptReader.Read(file.Name, file.Text))
                {
                    await RunAsync(file.Name, command, cancellation).ConfigureAwait(false);
                }
                break;
            case RulesetKind.Ipset:
                await RestoreAsync(file, ["ipset", "restore"], cancellation).ConfigureAwait(false);
                break;
            // Nobody puts their legacy variants beside those that come with iptables.
            case RulesetKind.Ebtables:
                await RestoreAsync(file, ["ebtables-nft-restore"], cancellation)
                    .ConfigureAwait(false);
                break;
            case RulesetKind.Arptables:
                await RestoreAsync(file, ["arptables-nft-restore"], cancellation)
                    .ConfigureAwait(false);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
        if (isOurs && findings.Count > before)
        {
            throw new RulesetRefusedException(findings[before]);
        }
    }

    private async Task RestoreAsync(RulesetFile file, bool noFlush, CancellationToken cancellation)
    {
        var program = file.Kind == RulesetKind.Iptables ? "iptables" : "ip6tables";
        List<string> command = [$"{program}-{Variant}-restore"];
        if (noFlush)
        {
            command.Add("--noflush");
        }
        var ended = await lab.RunAsync(command, file.Text, cancellation).ConfigureAwait(false);
        int? line = ended.ExitCode == 0 ? null : LineIn(ended.Error, "line ") ?? 1;
        if (line is not null)
        {
            Refuse("refused-ruleset", file.Name, line, $"{program}-restore", ended);
        }
        Book.Load(file, noFlush, line);
    }

    /// <summary>What only some machines have the tool for.</summary>
    private async Task RestoreAsync(
        RulesetFile file,
        IReadOnlyList<string> command,
        CancellationToken cancellation
    )
    {
        ExecResult ended;
        try
        {
            ended = await lab.RunAsync(command, file.Text, cancellation).ConfigureAwait(false);
        }
        catch (ToolMissingException)
        {
            ended = new ExecResult(NotFound, string.Empty, string.Empty);
        }
        if (ended.ExitCode == NotFound)
        {
            throw new InputException(
                new InputError(
                    file.Name,
                    1,
                    1,
                    $"found rules of {file.Kind.Text()}, and no {command[0]} is there to load them; install the package {(file.Kind == RulesetKind.Ipset ? "ipset" : "iptables")}, or prove the rules with --static"
                )
            );
        }
        if (ended.ExitCode != 0)
        {
            Refuse("refused-ruleset", file.Name, LineIn(ended.Error, "line "), command[0], ended);
        }
    }

    private async Task LoadNftAsync(RulesetFile file, CancellationToken cancellation)
    {
        string[] command = RulesetRecognition.IsNftJson(file.Text)
            ? ["nft", "-j", "-f", "-"]
            : ["nft", "-f", "-"];
        var ended = await lab.RunAsync(command, file.Text, cancellation).ConfigureAwait(false);
        if (ended.ExitCode != 0)
        {
            Refuse("refused-ruleset", file.Name, LineIn(ended.Error, "/dev/stdin:"), "nft", ended);
            return;
        }
        books.Nftables.Load(file);
    }

    private async Task RunAsync(string file, ScriptCommand command, CancellationToken cancellation)
    {
        var program = command.Family == IpFamily.IPv4 ? "iptables" : "ip6tables";
        var ended = await lab.RunAsync(
                [$"{program}-{Variant}", .. command.Arguments],
                string.Empty,
                cancellation
            )
            .ConfigureAwait(false);
        if (ended.ExitCode == 0)
        {
            Book.Run(command, file);
            return;
        }
        Refuse("refused-command", file, command.Line, program, ended);
    }

    private void Refuse(string id, string file, int? line, string program, ExecResult ended)
    {
        var said = ended
            .Error.Split('\n')
            .Select(text => text.Trim())
            .FirstOrDefault(text => text.Length > 0 && !text.StartsWith('#'));
        findings.Add(
            new Finding(
                id,
                Severity.Error,
                file,
                line,
                $"{program} refuses it: {said ?? "without a word"} (exit code {ended.ExitCode})",
                id == "refused-command"
                    ? "mend the command; the others were applied without it, as a shell would"
                    : "mend the file; nothing of the table or file in which it stands was applied"
            )
        );
    }

    /// <summary>The number that follows these words in a tool's message.</summary>
    private static int? LineIn(string message, string words)
    {
        var at = message.IndexOf(words, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }
        var digits = message[(at + words.Length)..].TakeWhile(char.IsAsciiDigit).ToArray();
        return int.TryParse(digits, CultureInfo.InvariantCulture, out var line) ? line : null;
    }
}

/// <summary>A real tool refused what a protection of ours wrote: a fault of HardeningLab (exit code 3).</summary>
public sealed class RulesetRefusedException : HardeningException
{
    internal RulesetRefusedException(Finding finding)
        : base($"{finding.File}: {finding.Message}; this is a fault of HardeningLab") =>
        Finding = finding;

    /// <summary>What was refused.</summary>
    public Finding Finding { get; }
}
