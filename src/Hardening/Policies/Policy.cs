namespace Hardening.Policies;

/// <summary>Which sources may reach which services, what everybody else gets, and what enforces it.</summary>
/// <param name="Name">One line for people; may hold any printable character.</param>
/// <param name="Services">At least one; no two share a name or an endpoint.</param>
/// <param name="LoopbackAllowed">Whether the host itself reaches its services over loopback.</param>
/// <param name="Otherwise">What a firewall does with everybody else.</param>
/// <param name="With">The protections that enforce it, at least one.</param>
public sealed record Policy(
    string Name,
    EquatableArray<ProtectedService> Services,
    bool LoopbackAllowed,
    Otherwise Otherwise,
    EquatableArray<ProtectionName> With
)
{
    /// <summary>One line for people; may hold any printable character.</summary>
    public string Name { get; } =
        Quotation.IsOneLine(Name)
            ? Name
            : throw new ArgumentException(
                $"{Quotation.Of(Name)} is not one printable line.",
                nameof(Name)
            );

    /// <summary>What it says of the portmapper; null if nothing.</summary>
    public ProtectedService? Portmap =>
        Services.FirstOrDefault(one => one.Service == Catalogue.Portmap);

    /// <summary>
    /// Whether a firewall also guards ports whose packets the host passes on to somebody else, as Docker does for a port that
    /// a container publishes. No key of a policy's file: it is a matter of the host.
    /// </summary>
    public bool GuardsPublishedPorts { get; init; }
}
