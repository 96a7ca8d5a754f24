namespace HardeningLab.Netlink;

/// <summary>A link of a namespace.</summary>
/// <param name="Index">Its index.</param>
/// <param name="Name">Its name.</param>
/// <param name="HardwareAddress">Its hardware address, six bytes for Ethernet; empty where it has none.</param>
/// <param name="IsUp">Whether it is set up.</param>
internal sealed record LinkEntry(int Index, string Name, byte[] HardwareAddress, bool IsUp);
