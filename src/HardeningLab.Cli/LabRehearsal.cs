using System.Text.Json;
using Hardening;
using Hardening.Changes;
using Hardening.Policies;

namespace HardeningLab.Cli;

/// <summary>Rehearses a policy in the embedded lab, by this program's own <c>prove --rehearse</c>.</summary>
/// <param name="policyFile">The policy's file.</param>
/// <param name="policy">What the file says, and what was asked for besides.</param>
/// <param name="host">The host's name.</param>
internal sealed class LabRehearsal(string policyFile, Policy policy, string host) : IRehearsal
{
    private const int MaxFaults = 20;

    /// <inheritdoc/>
    public async Task<RehearsalOutcome> RehearseAsync(
        HostRules rules,
        CancellationToken cancellation
    )
    {
        using var process = HostRulesOptions.Start(
            [
                "prove",
                policyFile,
                "--rules-of",
                host,
                "--rehearse",
                "--json",
                .. policy.GuardsPublishedPorts
                    ? [HostRulesOptions.DockerUser]
                    : Array.Empty<string>(),
            ],
            rules,
            withOutput: true
        );
        using var killing = cancellation.Register(() => process.Kill());
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var output = await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        cancellation.ThrowIfCancellationRequested();
        return process.ExitCode is ExitCodes.Holds or ExitCodes.DoesNotHold
            ? Read(output)
            : new RehearsalOutcome([], [$"it was not rehearsed: {(await error).Trim()}"]);
    }

    private static RehearsalOutcome Read(string output)
    {
        using var document = JsonDocument.Parse(output);
        var wrong = Of(document, "cells")
            .Where(cell => !cell.GetProperty("ok").GetBoolean())
            .Select(Told)
            .Distinct()
            .ToList();
        var findings = Of(document, "findings").ToList();
        return new RehearsalOutcome(
            [
                .. wrong.Take(MaxFaults),
                .. wrong.Count > MaxFaults
                    ? [$"and {wrong.Count - MaxFaults} more"]
                    : Array.Empty<string>(),
                .. WithSeverity(findings, "error"),
            ],
            [.. WithSeverity(findings, "warning")]
        );
    }

    private static IEnumerable<string> WithSeverity(List<JsonElement> findings, string severity) =>
        findings
            .Where(finding => Text(finding, "severity") == severity)
            .Select(finding =>
                finding.GetProperty("file").GetString() is { } file
                    ? $"{file}: {Text(finding, "message")}"
                    : Text(finding, "message")
            );

    /// <summary>As <c>10.0.0.1/portmap/udp: expected kept-out, observed allowed: reply; ip filter INPUT: -A INPUT -j ACCEPT</c>.</summary>
    private static string Told(JsonElement cell)
    {
        var evidence = cell.GetProperty("evidence");
        var rule = evidence.GetProperty("rule");
        var by =
            rule.ValueKind is JsonValueKind.Object
                ? $"; {Text(rule, "table")} {Text(rule, "chain")}: {Text(rule, "text")}"
                : string.Empty;
        return $"{Text(cell, "source")}/{Text(cell, "service")}/{Text(cell, "transport")}: expected {Text(cell, "expected")}, observed {Text(cell, "observed")}: {Text(evidence, "summary")}{by}";
    }

    private static IEnumerable<JsonElement> Of(JsonDocument document, string name) =>
        document.RootElement.GetProperty(name).EnumerateArray();

    private static string Text(JsonElement of, string name) => of.GetProperty(name).GetString()!; // of our own document
}
