using Hardening.Addresses;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Wrappers;
using Hardening.Policies;
using Hardening.Rulesets;
using Hardening.Rulesets.HostsAccess;

namespace Hardening.Analysis.Mending;

/// <summary>Whether changed hosts files grant what they are to grant, to every daemon, of every packet there could be.</summary>
internal static class GrantsProof
{
    // Of all that no line names it is enough to ask one.
    private const string Unnamed = "unnamed";

    internal static bool Holds(
        IReadOnlyList<RulesetFile> files,
        IReadOnlyList<RulesetFile> mended,
        GrantsAfter expected
    )
    {
        var (old, now) = (Tables(files), Tables(mended));
        var daemons = Daemons(old).Concat(Daemons(now)).Distinct().ToList();
        return ((IpFamily[])[IpFamily.IPv4, IpFamily.IPv6]).All(family =>
        {
            var space = new PacketSpace(family, _ => 1);
            return daemons.TrueForAll(daemon =>
                GrantedPackets.Of(space, now, daemon)
                == expected(space, daemon, GrantedPackets.Of(space, old, daemon))
            );
        });
    }

    /// <summary>What the tables grant as the files are now.</summary>
    internal static WrapperTables Tables(IEnumerable<RulesetFile> files) =>
        WrapperTables.In(files) ?? new(HostsTable.Empty(""), HostsTable.Empty(""));

    /// <summary>Each name that a line has, in the way of rpcbind and of all others, and one that none has.</summary>
    private static IEnumerable<AskingDaemon> Daemons(WrapperTables tables) =>
        tables
            .Allow.Accesses.Concat(tables.Deny.Accesses)
            .SelectMany(line => line.Daemons.All)
            .Select(daemon => daemon.Text.Split('@')[0])
            .Concat(Catalogue.Portmap.WrapperNames)
            .Append(Unnamed)
            .Select(name =>
                Catalogue.Portmap.WrapperNames.Contains(name)
                    ? AskingDaemon.Rpcbind with
                    {
                        Name = name,
                    }
                    : new AskingDaemon(name, true, true)
            );
}
