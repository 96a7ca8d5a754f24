namespace Hardening.Analysis.Proofs;

/// <summary>What stands between a client and a service.</summary>
public enum ProofLayer
{
    /// <summary>The firewall, as if no daemon asked the wrappers.</summary>
    Firewall,

    /// <summary>TCP Wrappers, as if there were no firewall.</summary>
    Wrappers,

    /// <summary>The firewall, and then the wrappers.</summary>
    Both,
}
