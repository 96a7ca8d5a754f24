using Hardening.Analysis.Linting;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Translation;
using Hardening.Rulesets;

namespace Hardening.Analysis.Mending;

/// <summary>
/// Mends what can be mended without knowing what was meant: each change is proved to change exactly what it is to change of
/// the fates of all packets, and one whose proof fails is not made.
/// </summary>
public static class Mender
{
    // Each is linted and proved anew.
    private const int MostMends = 100;

    // So many changes are proved one by one where all together can't be.
    private const int MostDeletions = 50;

    /// <summary>In the order in which they are mended: what the tool refuses, then what must stand elsewhere, then what can go.</summary>
    private static readonly string[] Order =
    [
        "refused-command",
        "daemon-unasked",
        "unterminated-line",
        "allow-without-deny",
        "loopback-by-address",
        "loopback-kept-out",
        "established-after-drop",
        "invalid-accepted",
        "transport-forgotten",
    ];

    private static readonly string[] Idle =
    [
        "impossible-rule",
        "shadowed-rule",
        "irrelevant-rule",
        "unreachable-rules",
        "redundant-rule",
    ];

    /// <summary>The texts as they should be, as far as that is mechanical.</summary>
    /// <param name="files">The texts in the order in which they are loaded.</param>
    /// <exception cref="InputException">A text can't be read.</exception>
    /// <exception cref="ChainLoopException">Chains go round in a circle.</exception>
    public static MendedRules Mend(IReadOnlyList<RulesetFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var mended = files;
        var mends = new List<Mend>();
        var origins = new LineOrigins();
        var tried = new HashSet<(string, string?, string)>();
        while (mends.Count < MostMends && Next(mended, tried) is { } proposal)
        {
            mended = proposal.ApplyTo(mended);
            mends.Add(Done(proposal.Finding, proposal, origins));
            origins.Follow(proposal.Changes);
        }
        mended = Without(mended, mends, origins);
        return new MendedRules(
            mended
                .Where(file => files.All(old => old.Name != file.Name || old.Text != file.Text))
                .ToEquatableArray(),
            mends.ToEquatableArray(),
            Linter.Lint(mended)
        );
    }

    /// <summary>The first change that holds of those that were not tried yet.</summary>
    private static Proposal? Next(
        IReadOnlyList<RulesetFile> files,
        HashSet<(string, string?, string)> tried
    )
    {
        var rules = new RuleProposals(files, FilterReader.ReadWithMissingSets(files));
        foreach (
            var finding in Linter
                .Lint(files)
                .Where(finding => Order.Contains(finding.Id))
                .OrderBy(finding => Array.IndexOf(Order, finding.Id))
        )
        {
            if (
                tried.Add((finding.Id, finding.File, finding.Message))
                && (rules.Of(finding) ?? WrapperProposals.Of(finding, files)) is { } proposal
                && MendProof.Holds(files, proposal)
            )
            {
                return proposal;
            }
        }
        return null;
    }

    /// <summary>The texts without the rules that do nothing, until there are none that can go.</summary>
    private static IReadOnlyList<RulesetFile> Without(
        IReadOnlyList<RulesetFile> files,
        List<Mend> mends,
        LineOrigins origins
    )
    {
        for (var round = 0; round < MostMends; round++)
        {
            var idle = Linter.Lint(files).Where(finding => Idle.Contains(finding.Id)).ToList();
            var rules = new RuleProposals(files, FilterReader.ReadWithMissingSets(files));
            var together = idle.Count > 0 ? rules.Deletion(idle) : null;
            if (together is not null && MendProof.Holds(files, together))
            {
                files = together.ApplyTo(files);
                mends.AddRange(idle.Select(finding => Done(finding, together, origins)));
                origins.Follow(together.Changes);
                continue;
            }
            var single = idle.Take(MostDeletions)
                .Select(finding => rules.Deletion([finding]))
                .OfType<Proposal>()
                .FirstOrDefault(one => MendProof.Holds(files, one));
            if (single is null)
            {
                break;
            }
            files = single.ApplyTo(files);
            mends.Add(Done(single.Finding, single, origins));
            origins.Follow(single.Changes);
        }
        return files;
    }

    private static Mend Done(Finding finding, Proposal proposal, LineOrigins origins) =>
        new(
            origins.Of(finding),
            finding.Id == "unreachable-rules"
                ? $"{proposal.What} with all rules behind it"
                : proposal.What,
            proposal.Packets.Text
        );
}
