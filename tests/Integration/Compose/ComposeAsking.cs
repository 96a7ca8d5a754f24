using Hardening.Addresses;
using HardeningLab.Topologies;

namespace Integration.Compose;

/// <summary>Lets every source of a topology ask, each from the host that has its address.</summary>
internal static class ComposeAsking
{
    /// <summary>All ask at once, and the machine may be busy: longer than people would wait.</summary>
    private const string Patience = "PATIENCE=4";

    /// <summary>A line for each source and transport: who asked over which link, and the word of <c>ask</c>.</summary>
    internal static async Task<string[]> AskAsync(
        ComposeLab lab,
        IReadOnlyList<ComposeHost> hosts,
        IEnumerable<Source> sources
    )
    {
        var answers = await Task.WhenAll(
            sources
                .GroupBy(source => HostOf(source, hosts))
                .Select(asking => lab.RunAsync(asking.Key, Commands(asking)))
        );
        return
        [
            .. answers.SelectMany(text => text.Split('\n', StringSplitOptions.RemoveEmptyEntries)),
        ];
    }

    private static string HostOf(Source source, IReadOnlyList<ComposeHost> hosts) =>
        source.IsLocal
            ? hosts[0].Name
            : hosts.Skip(1).Single(host => host.Has(source.Address, source.Via)).Name;

    private static string Commands(IEnumerable<Source> sources) =>
        string.Join('\n', sources.Select(Command).Append("wait"));

    private static string Command(Source source)
    {
        var link = HostAddresses.IsLinkLocal(source.Address) ? $"%{source.Via}" : "";
        return $"({Patience} ask {source.Destination}{link} {source.Address}{link} | sed 's/^/{source.Address} {source.Via} /') &";
    }
}
