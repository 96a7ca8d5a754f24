using Hardening.Addresses;
using Hardening.Policies;
using HardeningLab.Matrices;
using HardeningLab.Probes;
using HardeningLab.Topologies;

namespace HardeningLab.Tests;

/// <summary>Cells and proofs where only a few facts matter to the test.</summary>
internal static class Some
{
    internal static Evidence Evidence { get; } = new("no reply", null, true, false, null, 1);

    internal static Cell Cell(
        string source = "192.168.0.255",
        Role role = Role.Below,
        string via = "lan1",
        Transport transport = Transport.Udp,
        int? version = 2,
        string? procedure = "dump",
        Verdict expected = Verdict.Dropped,
        Verdict observed = Verdict.Dropped,
        Evidence? evidence = null
    ) =>
        new(
            source,
            role,
            source.Contains(':') ? "fd00:1::1" : "192.168.1.1",
            via,
            version is null ? "rsync" : "portmap",
            transport,
            version is null ? 873 : 111,
            source.Contains(':') ? IpFamily.IPv6 : IpFamily.IPv4,
            version,
            version is null ? null : procedure,
            expected,
            observed,
            0.4567,
            evidence ?? Evidence
        );

    internal static Cell Allowed(string source, Role role, Transport transport, int? version = 2) =>
        Cell(source, role, "lan1", transport, version, "dump", Verdict.Allowed, Verdict.Allowed);

    internal static Proof Proof(params Cell[] cells) =>
        new(
            "portmap for the storage LAN",
            "netns",
            ["tcp-wrappers", "iptables"],
            TimeSpan.FromSeconds(0.12),
            [.. cells],
            [],
            []
        );
}
