using Hardening.Rulesets;

namespace Hardening.Analysis.Mending;

/// <summary>A change of texts that may mend a finding, before anything is known of it.</summary>
/// <param name="Finding">What it is for.</param>
/// <param name="Changes">The texts that it changes, by name.</param>
/// <param name="What">What it does.</param>
/// <param name="Packets">What it is to change.</param>
internal sealed record Proposal(
    Finding Finding,
    IReadOnlyDictionary<string, MendedText> Changes,
    string What,
    MendedPackets Packets
)
{
    /// <summary>What hosts.allow and hosts.deny are to grant then; null where it changes neither.</summary>
    internal GrantsAfter? Grants { get; init; }

    /// <summary>The texts with the change; a text that was not there comes last.</summary>
    internal IReadOnlyList<RulesetFile> ApplyTo(IReadOnlyList<RulesetFile> files) =>
        [
            .. files.Select(file =>
                Changes.TryGetValue(file.Name, out var changed) ? changed.File : file
            ),
            .. Changes
                .Where(change => files.All(file => file.Name != change.Key))
                .Select(change => change.Value.File),
        ];
}
