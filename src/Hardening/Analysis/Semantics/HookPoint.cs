namespace Hardening.Analysis.Semantics;

/// <summary>Where on a packet's way through the kernel its base chains are asked (nft(8), "Address families"), in the order of that way.</summary>
public enum HookPoint
{
    /// <summary>Behind the driver, before anything of IP; chains of a device.</summary>
    Ingress,

    /// <summary>Before it is known whether the packet is for this host.</summary>
    Prerouting,

    /// <summary>For this host.</summary>
    Input,

    /// <summary>For somebody else.</summary>
    Forward,

    /// <summary>From this host.</summary>
    Output,

    /// <summary>About to leave.</summary>
    Postrouting,

    /// <summary>Behind all of IP, before the driver; chains of a device.</summary>
    Egress,
}
