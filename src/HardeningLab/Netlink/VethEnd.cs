namespace HardeningLab.Netlink;

/// <summary>One end of a veth pair; we choose index and hardware address, so nothing has to be looked up.</summary>
internal sealed record VethEnd(string Name, int Index, byte[] HardwareAddress);
