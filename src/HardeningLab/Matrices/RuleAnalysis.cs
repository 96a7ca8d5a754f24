using Hardening;
using Hardening.Addresses;
using Hardening.Analysis;
using Hardening.Analysis.Flows;
using Hardening.Analysis.Proofs;
using Hardening.Analysis.Translation;
using Hardening.Analysis.Wrappers;
using Hardening.Policies;
using Hardening.Protections;
using Hardening.Rulesets;
using HardeningLab.Topologies;

namespace HardeningLab.Matrices;

/// <summary>The first half of a proof: what the rules make of every packet there could be, before one is sent.</summary>
internal sealed record RuleAnalysis
{
    private static readonly ILookup<string, Address> NoEdges = Enumerable
        .Empty<(string Service, Address Edge)>()
        .ToLookup(one => one.Service, one => one.Edge);

    private RuleAnalysis() { }

    /// <summary>Whether every packet to a service meets the fate that the policy says; null where the rules could not be analysed.</summary>
    internal StaticProof? Proof { get; private init; }

    /// <summary>What was found, in the severity that it has beside packets.</summary>
    internal EquatableArray<Finding> Findings { get; private init; }

    /// <summary>Where the rules begin or cease to let somebody in, by service.</summary>
    internal ILookup<string, Address> Edges { get; private init; } = NoEdges;

    /// <summary>The texts that were analysed.</summary>
    private IReadOnlyList<RulesetFile> Files { get; init; } = [];

    /// <summary>What they make of each family's packets; none where that could not be analysed.</summary>
    private IReadOnlyList<FilterStudy> Studies { get; init; } = [];

    /// <summary>What daemons ask; null where no text says anything of it.</summary>
    private WrapperTables? Tables { get; init; }

    /// <summary>What was made of the same texts; null where others were analysed.</summary>
    internal IEnumerable<FilterStudy>? StudiesOf(IEnumerable<RulesetFile> files) =>
        files.SequenceEqual(Files) ? Studies : null;

    /// <summary>Analyses what the last round of a proof will put in force; where that can't be, only packets speak.</summary>
    internal static RuleAnalysis Of(ProofRequest request)
    {
        try
        {
            var analysis = Whole(request);
            return analysis with
            {
                Findings = [.. analysis.Findings.Select(finding => Beside(finding, request))],
                Edges = analysis.FindEdges(request.Policy),
            };
        }
        catch (HardeningException unread) when (unread is InputException or AnalysisFailedException)
        {
            return new RuleAnalysis
            {
                Files = [.. Others(request), .. Ours(request)],
                Findings =
                [
                    new Finding(
                        "not-analysed",
                        Severity.Warning,
                        null,
                        null,
                        $"the rules could not be analysed, so only packets speak: {unread.Message}",
                        null
                    ),
                ],
            };
        }
    }

    /// <summary>The analysis alone, its findings as severe as they are without packets.</summary>
    /// <exception cref="InputException">A text can't be read.</exception>
    /// <exception cref="AnalysisFailedException">The rules can't be followed.</exception>
    internal static RuleAnalysis Whole(ProofRequest request)
    {
        var others = Others(request);
        var ours = Ours(request);
        var all = others.Concat(ours).ToList();
        var before = FilterReader.ReadInForce(others);
        // One space for all questions: those that come later find the sets of those before them.
        var studies =
            ours.Count == 0
                ? before.Select(filter => new FilterStudy(filter)).ToList()
                : FilterReader
                    .ReadInForce(all)
                    .Zip(before, (filter, without) => new FilterStudy(filter, without))
                    .ToList();
        var tables = Wrappers(others, ours);
        var proof = StaticProver.Prove(
            request.Policy,
            studies,
            tables,
            hasFirewall: request.Host is not null || all.Exists(file => !file.Kind.IsOfWrappers())
        );
        return new RuleAnalysis
        {
            Files = all,
            Studies = studies,
            Tables = tables,
            Proof = proof,
            Findings =
            [
                .. proof.Findings,
                .. ours.Count == 0
                    ? []
                    : before
                        .Zip(studies)
                        .SelectMany(pair =>
                            Bystanders.Touched(request.Policy, pair.Second, pair.First)
                        ),
            ],
        };
    }

    private ILookup<string, Address> FindEdges(Policy policy)
    {
        var services = policy.Services.Select(protects => protects.Service).ToList();
        return Studies
            .SelectMany(study => SourceEdges.Of(study, Tables, services, AddedSources.Most))
            .SelectMany(edges => edges, (edges, edge) => (edges.Key, Edge: edge))
            .ToLookup(one => one.Key, one => one.Edge);
    }

    /// <summary>A block of ours stands above what others have in the same file; files without a line say nothing, and Debian's are so.</summary>
    private static WrapperTables? Wrappers(
        IEnumerable<RulesetFile> others,
        IEnumerable<RulesetFile> ours
    )
    {
        // Of others' files the last one counts, which has replaced those before it.
        var whole = ours.Concat(others.GroupBy(file => file.Kind).Select(same => same.Last()))
            .Where(file => file.Kind.IsOfWrappers())
            .GroupBy(file => file.Kind)
            .Select(parts =>
                parts.First() with
                {
                    Text = string.Concat(parts.Select(part => part.Text)),
                }
            );
        return
            WrapperTables.In(whole) is { } tables
            && new[] { tables.Allow, tables.Deny }.Any(table =>
                table.Accesses.Any() || table.Stop is not null
            )
            ? tables
            : null;
    }

    /// <summary>Rules that are not our own.</summary>
    private static List<RulesetFile> Others(ProofRequest request) =>
        request.Host is { } host ? [.. host.Files, .. host.Legacy] : [.. request.Rules];

    private static List<RulesetFile> Ours(ProofRequest request) =>
        request switch
        {
            { IsRehearsal: true } => Rendered(request.Policy, request.Policy.With),
            { IsOurs: true } => Rendered(request.Policy, request.Protections),
            _ => [],
        };

    private static List<RulesetFile> Rendered(
        Policy policy,
        IEnumerable<ProtectionName> protections
    ) => [.. protections.SelectMany(protection => Protection.Rulesets(policy, protection))];

    /// <summary>
    /// What depends on something unknown is left to the packets, and so is what a host's own rules do on interfaces that the lab
    /// does not have.
    /// </summary>
    private static Finding Beside(Finding finding, ProofRequest request) =>
        finding.DependsOn.Count > 0 || request.Host is not null
            ? finding with
            {
                Severity = Severity.Warning,
            }
            : finding;
}
