using System.Net;

namespace Integration.Prove;

/// <summary>A service of a policy that a test wrote.</summary>
internal sealed record WrittenService(string Name, string[] Allow)
{
    internal string[] Except { get; init; } = [];

    internal int[] Tcp { get; init; } = [];

    internal int[] Udp { get; init; } = [];

    internal bool AsksWrappers => Name == "portmap";

    internal string Text =>
        $"""
              - service: {(
                AsksWrappers
                    ? Name
                    : $"{{name: {Name}, tcp: [{string.Join(", ", Tcp)}], udp: [{string.Join(", ", Udp)}]}}"
            )}
                allow: {List(Allow)}
                except: {List(Except)}
            """;

    internal static WrittenService Portmap(params string[] allow) => new("portmap", allow);

    internal bool Allows(IPAddress address) =>
        Networks(Allow).Any(network => network.Contains(address))
        && !Networks(Except).Any(network => network.Contains(address));

    private static IEnumerable<IPNetwork> Networks(string[] sources) =>
        sources
            .SelectMany(source => source == "any" ? ["0.0.0.0/0", "::/0"] : (string[])[source])
            .Select(source =>
                source.Contains('/') ? source : source + (source.Contains(':') ? "/128" : "/32")
            )
            .Select(IPNetwork.Parse);

    private static string List(string[] sources) =>
        $"[{string.Join(", ", sources.Select(source => $"\"{source}\""))}]";
}
