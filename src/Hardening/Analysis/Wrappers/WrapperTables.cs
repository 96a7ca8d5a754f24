using System.Collections.Immutable;
using Hardening.Rulesets;
using Hardening.Rulesets.HostsAccess;

namespace Hardening.Analysis.Wrappers;

/// <summary>The two files that libwrap looks into: who matches in the first is granted, who matches in the second is denied, and everybody else is granted.</summary>
/// <param name="Allow">hosts.allow.</param>
/// <param name="Deny">hosts.deny.</param>
public sealed record WrapperTables(HostsTable Allow, HostsTable Deny)
{
    /// <summary>What stands in files that patterns name (<c>/path</c>), by their paths; what those hold that are not here is unknown.</summary>
    public ImmutableDictionary<string, string> Lists { get; init; } =
        ImmutableDictionary<string, string>.Empty;

    internal bool RunsAclExec =>
        Allow
            .Accesses.Concat(Deny.Accesses)
            .SelectMany(line => line.Options)
            .Any(option => option is AccessOption.AclExec);

    /// <summary>Those among some files, the last of each kind; null if there is none of either.</summary>
    public static WrapperTables? In(IEnumerable<RulesetFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        RulesetFile? allow = null;
        RulesetFile? deny = null;
        foreach (var file in files)
        {
            allow = file.Kind == RulesetKind.HostsAllow ? file : allow;
            deny = file.Kind == RulesetKind.HostsDeny ? file : deny;
        }
        return allow is null && deny is null ? null : new(Read(allow), Read(deny));

        static HostsTable Read(RulesetFile? file) =>
            file is null ? HostsTable.Empty("") : HostsTableReader.Read(file);
    }

    /// <summary>The host patterns in a file that a pattern names; null if it is not here.</summary>
    internal IEnumerable<HostPattern>? PatternsIn(string path) =>
        Lists.TryGetValue(Plain(path), out var text)
            ? text.Split(
                    (char[])[' ', '\t', '\n', '\v', '\f', '\r'],
                    StringSplitOptions.RemoveEmptyEntries
                )
                .Select(HostPattern.Of)
            : null;

    /// <summary>The same path to the kernel, without slashes and dots that lead nowhere.</summary>
    private static string Plain(string path) =>
        '/'
        + string.Join(
            '/',
            path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(part => part != ".")
        );
}
