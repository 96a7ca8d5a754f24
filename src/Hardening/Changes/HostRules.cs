using System.Text.RegularExpressions;
using Hardening.Rulesets;

namespace Hardening.Changes;

/// <summary>All the rules that a host has, other people's and ours.</summary>
/// <param name="Files">Each as its own tool loads it again; iptables means iptables-nft.</param>
/// <param name="Legacy">Those of iptables-legacy.</param>
/// <param name="Archive">The same as it came from the host, a tar(5) archive.</param>
public sealed partial record HostRules(
    EquatableArray<RulesetFile> Files,
    EquatableArray<RulesetFile> Legacy,
    ReadOnlyMemory<byte> Archive
)
{
    private const string LegacySuffix = "-legacy";

    // Tables before files: as on a host that boots, whose services start behind its firewall.
    private static readonly (string Name, RulesetKind Kind)[] Known =
    [
        ("nftables", RulesetKind.Nftables),
        ("iptables", RulesetKind.Iptables),
        ("ip6tables", RulesetKind.Ip6tables),
        ("iptables-legacy", RulesetKind.Iptables),
        ("ip6tables-legacy", RulesetKind.Ip6tables),
        ("hosts.deny", RulesetKind.HostsDeny),
        ("hosts.allow", RulesetKind.HostsAllow),
    ];

    /// <summary>The interfaces that rules for what comes in name, but for lo.</summary>
    public IEnumerable<string> Interfaces =>
        Files
            .Concat(Legacy)
            .SelectMany(file =>
                (file.Kind == RulesetKind.Nftables ? NftInterface() : InputInterface())
                    .Matches(file.Text)
                    .Select(match => match.Groups["name"].Value)
            )
            .Where(name => name != "lo")
            .Distinct(StringComparer.Ordinal);

    [GeneratedRegex("\\biif(name)? (!= )?\"(?<name>[^\"]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NftInterface();

    [GeneratedRegex(
        "^-A INPUT .*-i (?<name>\\S+)",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex InputInterface();

    /// <summary>
    /// The rules that give packets another destination, such as Docker's for a port that a container publishes: what somebody
    /// else answers is not answered by this host.
    /// </summary>
    public IEnumerable<string> PassingOn =>
        Files
            .Concat(Legacy)
            .SelectMany(file => NewDestination().Matches(file.Text))
            .Select(rule => rule.Value.Trim());

    /// <summary>The same without the rules that give packets another destination; each is a comment in its line.</summary>
    public HostRules WithoutPassingOn()
    {
        return this with { Files = Commented(Files), Legacy = Commented(Legacy) };

        static EquatableArray<RulesetFile> Commented(EquatableArray<RulesetFile> files) =>
            [
                .. files.Select(file =>
                    file with
                    {
                        Text = NewDestination().Replace(file.Text, "# $0"),
                    }
                ),
            ];
    }

    [GeneratedRegex(
        "^.*( -j DNAT | dnat (ip6? )?to ).*$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex NewDestination();

    /// <summary>Reads an archive of a host's rules.</summary>
    /// <param name="archive">As <see cref="HostChange.RulesAsync"/> gave it.</param>
    /// <param name="host">What messages call the host.</param>
    public static HostRules Read(ReadOnlyMemory<byte> archive, string host)
    {
        var texts = HostProgram.ReadArchive(archive);
        var files = Known
            .Where(known => texts.GetValueOrDefault(known.Name, string.Empty).Length > 0)
            .Select(known => new RulesetFile(known.Kind, $"{host}:{known.Name}", texts[known.Name]))
            .ToLookup(file => file.Name.EndsWith(LegacySuffix, StringComparison.Ordinal));
        return new HostRules(
            files[false].ToEquatableArray(),
            files[true].ToEquatableArray(),
            archive
        );
    }
}
