namespace Hardening.Policies;

/// <summary>The transport protocol that a service is reached by.</summary>
public enum Transport
{
    /// <summary>TCP, protocol number 6.</summary>
    Tcp,

    /// <summary>UDP, protocol number 17.</summary>
    Udp,
}
