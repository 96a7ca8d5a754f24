using Docker.DotNet.Models;
using Hardening;
using Hardening.Addresses;

namespace HardeningLab.Engines.Docker;

/// <summary>A host of the lab.</summary>
/// <param name="Id">The engine's number for it.</param>
/// <param name="Name">Its name, such as <c>hlab-3f9c1a-target</c>.</param>
/// <param name="Role"><c>target</c> or <c>client</c>.</param>
/// <param name="Network">A client's network; null for the target.</param>
/// <param name="IsRunning">Whether it ran when it was looked at.</param>
/// <param name="Status">What the engine says of it, such as <c>Exited (127) 1 second ago</c>.</param>
/// <param name="Interfaces">In no order.</param>
internal sealed record SiteContainer(
    string Id,
    string Name,
    string Role,
    string? Network,
    bool IsRunning,
    string Status,
    EquatableArray<SiteInterface> Interfaces
)
{
    internal const string Target = "target";
    internal const string Client = "client";

    /// <summary>Reads the engine's list.</summary>
    /// <param name="listed">A container with our labels.</param>
    /// <param name="lab">The name that begins the names of the lab's networks.</param>
    internal static SiteContainer From(ContainerListResponse listed, string lab) =>
        new(
            listed.ID,
            listed.Names[0].TrimStart('/'),
            listed.Labels.TryGetValue(SiteLabels.RoleKey, out var role) ? role : "",
            listed.Labels.TryGetValue(SiteLabels.NetworkKey, out var network) ? network : null,
            listed.State == "running",
            listed.Status,
            (listed.NetworkSettings?.Networks ?? new Dictionary<string, EndpointSettings>())
                .Where(joined => joined.Key.StartsWith($"{lab}-", StringComparison.Ordinal))
                .Select(joined => new SiteInterface(
                    joined.Key[(lab.Length + 1)..],
                    joined.Value.MacAddress ?? "",
                    Parse(joined.Value.IPAddress),
                    Parse(joined.Value.GlobalIPv6Address)
                ))
                .ToEquatableArray()
        );

    private static Address? Parse(string? text) =>
        text is { Length: > 0 } && Address.TryParse(text, out var address, out _) ? address : null;
}
