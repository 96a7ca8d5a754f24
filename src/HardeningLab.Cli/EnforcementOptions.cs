using System.CommandLine;
using System.CommandLine.Parsing;
using Hardening;
using Hardening.Analysis;
using Hardening.Policies;
using Hardening.Rulesets;

namespace HardeningLab.Cli;

/// <summary>The options that say what puts a policy in force: protections of ours, or somebody else's rules.</summary>
internal sealed class EnforcementOptions
{
    public EnforcementOptions(string doesWhat) =>
        Rules = new("--rules")
        {
            Description =
                $"{doesWhat} these files instead of our own protections: FILE or KIND:FILE.",
            AllowMultipleArgumentsPerToken = true,
        };

    public Option<string[]> With { get; } =
        new("--with")
        {
            Description =
                "What puts the policy in force: tcp-wrappers, iptables, iptables-legacy, nftables; one or several.",
            AllowMultipleArgumentsPerToken = true,
        };

    public Option<string[]> Rules { get; }

    /// <summary>Options that contradict each other would leave it open what is in force.</summary>
    public void Validate(CommandResult parsed)
    {
        if (
            parsed.GetResult(Rules) is not null
            && (parsed.GetValue(With) ?? []).Any(names =>
                names != ProtectionName.IptablesLegacy.Text()
            )
        )
        {
            parsed.AddError(
                "--rules names files instead of our own protections; beside it, --with takes only iptables-legacy, which says what loads them"
            );
        }
    }

    public List<RecognisedRuleset> ReadRules(ParseResult parsed) =>
        (parsed.GetValue(Rules) ?? []).Select(RulesetFiles.Read).ToList();

    /// <summary>The protections that were asked for; those of the policy where none were, and no rules either.</summary>
    public EquatableArray<ProtectionName> ReadProtections(ParseResult parsed, Policy policy)
    {
        var named = (parsed.GetValue(With) ?? [])
            .SelectMany(names =>
                names.Split(
                    ',',
                    StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
                )
            )
            .Select(Parse)
            .Distinct()
            .ToEquatableArray();
        return named.Count > 0 ? named
            : parsed.GetResult(Rules) is not null ? []
            : policy.With;
    }

    /// <summary>What a person who named files should know of how they were taken.</summary>
    public static IEnumerable<Finding> Assumptions(IEnumerable<RecognisedRuleset> rules) =>
        rules
            .Where(rule => rule.FamilyIsAssumed)
            .Select(rule => new Finding(
                "assumed-ipv4",
                Severity.Note,
                rule.File.Name,
                null,
                "nothing in the file tells its family, so it is taken for IPv4",
                $"say iptables:{rule.File.Name} or ip6tables:{rule.File.Name}"
            ));

    private static ProtectionName Parse(string text) =>
        ProtectionNames.TryParse(text, out var name)
            ? name
            : throw new InputException(
                new InputError("--with", 1, 1, ProtectionNames.Unknown(text))
            );
}
