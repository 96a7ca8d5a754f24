using Hardening;

namespace HardeningLab.Engines.Netns.Machine;

/// <summary>rpcbind was not unpacked on this machine (exit code 3).</summary>
public sealed class RpcbindMissingException : HardeningException
{
    /// <summary>Says how to get it.</summary>
    public RpcbindMissingException()
        : base(
            "there is no unpacked rpcbind: start hlab through the launcher ./hlab, which downloads and unpacks it, "
                + $"or let {RpcbindPackages.Variable} name its folder"
        ) { }
}
