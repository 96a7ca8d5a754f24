namespace Hardening.Analysis.Proofs;

/// <summary>Whence a packet comes, as far as a policy tells it apart.</summary>
internal enum ArrivalKind
{
    /// <summary>From another host.</summary>
    Remote,

    /// <summary>From the host itself; to the wrappers, from an address of loopback.</summary>
    Loopback,

    /// <summary>On <c>lo</c>, from another address of the host's: loopback to a firewall, a client like any other to the wrappers.</summary>
    OwnAddress,
}
