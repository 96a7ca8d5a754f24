namespace HardeningLab.Rpc;

/// <summary>One program that is registered with portmap.</summary>
/// <param name="Program">The program number.</param>
/// <param name="Version">Its version.</param>
/// <param name="NetId">The network identifier, <c>tcp</c> for example; version 2 knows protocol numbers only, of others than 6 and 17 the number.</param>
/// <param name="Address">The universal address (RFC 5665, section 5.2.3); from version 2 the port.</param>
public sealed record Registration(uint Program, uint Version, string NetId, string Address);
