using Hardening;
using Hardening.Policies;

namespace HardeningLab.Topologies;

/// <summary>Everybody who asks for one service.</summary>
/// <param name="Service">The service and who may reach it.</param>
/// <param name="Sources">Sources at the edges of what is allowed, loopback, the target's own addresses, link-local and outsiders.</param>
public sealed record ServiceSources(ProtectedService Service, EquatableArray<Source> Sources);
