using System.Text.Json;
using System.Text.Json.Serialization;
using Hardening.Addresses;

namespace Integration.Compose;

/// <summary>One host of the lab, as its own kernel has it.</summary>
/// <param name="Name">The service's name.</param>
/// <param name="Addresses">The addresses of each link, but for those that Docker gave.</param>
/// <param name="Plays">The prefixes all of whose addresses are its own.</param>
/// <param name="Dockers">The addresses that Docker gave.</param>
/// <param name="Gateways">Every neighbour that a route leads to.</param>
internal sealed record ComposeHost(
    string Name,
    ILookup<string, Address> Addresses,
    Prefix[] Plays,
    Address[] Dockers,
    Address[] Gateways
)
{
    internal IEnumerable<string> Links => Addresses.Select(link => link.Key);

    /// <summary>Whether it can ask from the address over the link.</summary>
    internal bool Has(Address address, string link) =>
        Addresses.Contains(link)
        && (Addresses[link].Contains(address) || Plays.Any(prefix => prefix.Contains(address)));

    internal static async Task<ComposeHost> ReadAsync(ComposeLab lab, string name)
    {
        var dockers = (
            await lab.DockerAsync(
                "inspect",
                "--format",
                "{{range .NetworkSettings.Networks}}{{.IPAddress}} {{.GlobalIPv6Address}} {{end}}",
                lab.Containers[name]
            )
        )
            .Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(Address.Parse)
            .ToArray();
        var links = await ReadAsync<Link>(lab, name, "ip -json addr");
        var played = await Task.WhenAll(
            ReadAsync<Route>(lab, name, "ip -json -4 route show table local dev lo proto boot"),
            ReadAsync<Route>(lab, name, "ip -json -6 route show table local dev lo proto boot")
        );
        var routes = await Task.WhenAll(
            ReadAsync<Route>(lab, name, "ip -json -4 route show table all"),
            ReadAsync<Route>(lab, name, "ip -json -6 route show table all")
        );
        return new(
            name,
            links
                .Where(link => link.Name != "lo")
                .SelectMany(
                    link => link.Addresses,
                    (link, one) => (link.Name, Address: Address.Parse(one.Local))
                )
                .Where(one => !dockers.Contains(one.Address))
                .ToLookup(one => one.Name, one => one.Address),
            [
                .. played[0].Select(route => PrefixOf(route, IpFamily.IPv4)),
                .. played[1].Select(route => PrefixOf(route, IpFamily.IPv6)),
            ],
            dockers,
            [
                .. routes
                    .SelectMany(some => some)
                    .Select(route => route.Gateway)
                    .OfType<string>()
                    .Select(Address.Parse),
            ]
        );
    }

    private static Prefix PrefixOf(Route route, IpFamily family) =>
        route.Destination == "default" ? Prefix.Any(family) : Prefix.Parse(route.Destination);

    /// <summary>Of nothing, ip(8) prints nothing.</summary>
    private static async Task<T[]> ReadAsync<T>(ComposeLab lab, string name, string command) =>
        await lab.RunAsync(name, command) is { Length: > 0 } text
            ? JsonSerializer.Deserialize<T[]>(text)!
            : [];

    private sealed record Link(
        [property: JsonPropertyName("ifname")] string Name,
        [property: JsonPropertyName("addr_info")] LinkAddress[] Addresses
    );

    private sealed record LinkAddress([property: JsonPropertyName("local")] string Local);

    private sealed record Route(
        [property: JsonPropertyName("dst")] string Destination,
        [property: JsonPropertyName("gateway")] string? Gateway
    );
}
