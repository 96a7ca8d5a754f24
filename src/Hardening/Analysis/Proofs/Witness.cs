using Hardening.Addresses;

namespace Hardening.Analysis.Proofs;

/// <summary>A client whose calls at a service show that rules do not do as a policy says.</summary>
/// <param name="Service">The service's name.</param>
/// <param name="Source">The client's address, on some wire.</param>
/// <param name="Port">The port that it must ask from, 1 to 65535; null if the rules make nothing of that.</param>
public sealed record Witness(string Service, Address Source, ushort? Port);
