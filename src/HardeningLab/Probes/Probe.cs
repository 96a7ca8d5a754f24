using Hardening.Policies;
using HardeningLab.Rpc;
using HardeningLab.Topologies;

namespace HardeningLab.Probes;

/// <summary>One question on the wire.</summary>
/// <param name="Source">Who asks whom, over which link.</param>
/// <param name="Endpoint">The transport and port that it is asked at.</param>
/// <param name="Call">The call of an RPC service; null asks the lab's own listener to give a token back.</param>
public sealed record Probe(Source Source, Endpoint Endpoint, RpcCall? Call);
