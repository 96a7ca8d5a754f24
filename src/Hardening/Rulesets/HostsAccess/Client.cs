using Hardening.Addresses;

namespace Hardening.Rulesets.HostsAccess;

/// <summary>A client pattern.</summary>
public abstract record Client
{
    private Client() { }

    /// <summary>Every client.</summary>
    public sealed record Everybody : Client;

    /// <summary>Clients with an address in the prefix: <c>n.n.n.n/len</c> (Debian's libwrap) or <c>[v6]/len</c>.</summary>
    /// <param name="Prefix">The prefix; of an address alone, one of full length.</param>
    public sealed record Network(Prefix Prefix) : Client;
}
