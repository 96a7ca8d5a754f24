using Hardening.Addresses;

namespace Hardening.Policies;

/// <summary>A service and who may reach it; equal if service and lists are.</summary>
public sealed record ProtectedService
{
    /// <summary>Makes it; <c>any</c> is 0.0.0.0/0 and ::/0.</summary>
    /// <param name="service">What is protected.</param>
    /// <param name="allow">Who may reach it, as the policy lists them; empty is nobody.</param>
    /// <param name="except">Who may not, of those.</param>
    public ProtectedService(
        Service service,
        EquatableArray<Prefix> allow,
        EquatableArray<Prefix> except = default
    )
    {
        ArgumentNullException.ThrowIfNull(service);
        Service = service;
        Allow = allow;
        Except = except;
        Sources = AddressSet.Of(allow).Except(AddressSet.Of(except));
    }

    /// <summary>What is protected.</summary>
    public Service Service { get; }

    /// <summary>Who may reach it, as the policy lists them.</summary>
    public EquatableArray<Prefix> Allow { get; }

    /// <summary>Who may not, of those.</summary>
    public EquatableArray<Prefix> Except { get; }

    /// <summary>Everybody who may reach it: <see cref="Allow"/> without <see cref="Except"/>. Loopback is the policy's affair.</summary>
    public AddressSet Sources { get; }

    /// <summary>
    /// The addresses at which the service's own sockets listen, besides loopback; null for wherever they do. Only the
    /// portmapper's can be told.
    /// </summary>
    public EquatableArray<Address>? Listen { get; init; }

    /// <inheritdoc/>
    public bool Equals(ProtectedService? other) =>
        other is not null
        && Service == other.Service
        && Allow == other.Allow
        && Except == other.Except
        && Listen == other.Listen;

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Service, Allow, Except, Listen);
}
