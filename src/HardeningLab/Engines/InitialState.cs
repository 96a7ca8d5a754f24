using Hardening.Addresses;
using HardeningLab.Taps;

namespace HardeningLab.Engines;

/// <summary>
/// What a target has before anybody changes it, and the way back: the files of TCP Wrappers, and which tables the firewall
/// has. Tables that are there from the start, such as an engine's own NAT rules, are left as they are.
/// </summary>
internal sealed class InitialState
{
    private static readonly string[] Files = ["hosts.allow", "hosts.deny"];

    private readonly Dictionary<string, string?> texts;
    private readonly HashSet<string> tables;
    private readonly HashSet<LegacyTable> legacyTables;

    private InitialState(
        Dictionary<string, string?> texts,
        IEnumerable<string> tables,
        IEnumerable<LegacyTable> legacyTables
    )
    {
        this.texts = texts;
        this.tables = tables.ToHashSet(StringComparer.Ordinal);
        this.legacyTables = [.. legacyTables];
    }

    /// <param name="target">A host that nobody has changed yet.</param>
    internal static InitialState Of(ITargetHost target)
    {
        InitialState? state = null;
        target.RunInside(() =>
            state = new InitialState(
                Files.ToDictionary(name => name, ReadConfiguration, StringComparer.Ordinal),
                NftTables.Names(),
                LegacyTable.All()
            )
        );
        return state!; // read by now
    }

    /// <summary>Takes everything back that was put in force since.</summary>
    /// <exception cref="ExecFailedException">A tool refused to.</exception>
    internal async Task RestoreAsync(ITargetHost target, CancellationToken cancellation)
    {
        List<string> added = [];
        List<LegacyTable> addedLegacy = [];
        target.RunInside(() =>
        {
            foreach (var (name, text) in texts)
            {
                WriteConfiguration(name, text);
            }
            added = [.. NftTables.Names().Where(table => !tables.Contains(table))];
            addedLegacy = [.. LegacyTable.All().Where(table => !legacyTables.Contains(table))];
        });
        if (added.Count > 0)
        {
            var removal = string.Concat(added.Select(table => $"delete table {table}\n"));
            await RunAsync(target, ["nft", "-f", "-"], removal, cancellation).ConfigureAwait(false);
        }
        foreach (var table in addedLegacy)
        {
            await RunAsync(target, [table.Restore], table.Empty, cancellation)
                .ConfigureAwait(false);
        }
    }

    private static string? ReadConfiguration(string name)
    {
        var path = Path.Combine("/etc", name);
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }

    private static void WriteConfiguration(string name, string? text)
    {
        var path = Path.Combine("/etc", name);
        if (text is null)
        {
            File.Delete(path);
        }
        else
        {
            File.WriteAllText(path, text);
        }
    }

    private static Task RunAsync(
        ITargetHost target,
        IReadOnlyList<string> command,
        string input,
        CancellationToken cancellation
    ) =>
        target.RunToSuccessAsync(
            $"taking the rules back with {command[0]}",
            command,
            input,
            cancellation
        );

    /// <summary>A table of iptables-legacy, which the kernel makes on first use and keeps: it can only be emptied.</summary>
    private sealed record LegacyTable(IpFamily Family, string Name)
    {
        internal string Restore =>
            Family == IpFamily.IPv4 ? "iptables-legacy-restore" : "ip6tables-legacy-restore";

        internal string Empty =>
            string.Concat([
                $"*{Name}\n",
                .. BuiltInChains.Select(chain => $":{chain} ACCEPT [0:0]\n"),
                "COMMIT\n",
            ]);

        private string[] BuiltInChains =>
            Name switch
            {
                "nat" => ["PREROUTING", "INPUT", "OUTPUT", "POSTROUTING"],
                "mangle" => ["PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"],
                "raw" => ["PREROUTING", "OUTPUT"],
                _ => ["INPUT", "FORWARD", "OUTPUT"],
            };

        /// <summary>Those that the kernel has in the calling thread's namespace; none where it has no such module.</summary>
        internal static IEnumerable<LegacyTable> All() =>
            Of(IpFamily.IPv4, "/proc/thread-self/net/ip_tables_names")
                .Concat(Of(IpFamily.IPv6, "/proc/thread-self/net/ip6_tables_names"));

        private static IEnumerable<LegacyTable> Of(IpFamily family, string list) =>
            File.Exists(list)
                ? File.ReadAllLines(list).Select(name => new LegacyTable(family, name))
                : [];
    }
}
