namespace HardeningLab.Topologies;

/// <summary>Why a source was chosen: where it lies, seen from the policy and from the target.</summary>
public enum Role
{
    /// <summary>The first address of an allowed prefix.</summary>
    First,

    /// <summary>The last address of an allowed prefix.</summary>
    Last,

    /// <summary>Some other address of an allowed prefix.</summary>
    Inside,

    /// <summary>The address just below an allowed prefix.</summary>
    Below,

    /// <summary>The address just above an allowed prefix.</summary>
    Above,

    /// <summary>127.0.0.1 or ::1 on the target.</summary>
    Loopback,

    /// <summary>The target asks itself from an address of its own; such packets arrive on <c>lo</c>.</summary>
    Own,

    /// <summary>An IPv6 address of fe80::/10.</summary>
    LinkLocal,

    /// <summary>An address that no allowed prefix is near.</summary>
    Outsider,

    /// <summary>An address at which the rules begin or cease to let somebody in, as their analysis says.</summary>
    Edge,

    /// <summary>An address, and a port if one matters, of a packet that the rules treat otherwise than the policy says, as their analysis says.</summary>
    Witness,
}
