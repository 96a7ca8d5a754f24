using Hardening.Addresses;

namespace HardeningLab.Netlink;

/// <summary>An address that a link has.</summary>
/// <param name="Interface">The link's index.</param>
/// <param name="Address">The address.</param>
/// <param name="PrefixLength">The length of its prefix, in bits.</param>
internal sealed record LinkAddress(int Interface, Address Address, int PrefixLength);
