using System.Collections.Immutable;
using Hardening;
using Hardening.Addresses;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Analysis.Translation;
using Hardening.Analysis.Walks;
using Hardening.Analysis.Wrappers;
using Hardening.Policies;
using Hardening.Protections;
using HardeningLab.Matrices;
using HardeningLab.Probes;
using Verdict = HardeningLab.Probes.Verdict;

namespace HardeningLab.Tests.Matrices;

/// <summary>What the lab expects of a cell and what the analysis makes of our own rules are two ways to say the same.</summary>
public sealed class StaticAgreementTests
{
    private static readonly string[] Sources =
    [
        "192.168.1.0",
        "192.168.1.13",
        "192.168.1.255",
        "192.168.2.0",
        "192.168.0.255",
        "127.0.0.1",
        "127.1.2.3",
        "10.0.0.1",
        "::1",
        "fd00:1::1",
        "fd00:2::1",
        "fe80::1",
    ];

    [Theory]
    [InlineData(ProtectionName.TcpWrappers)]
    [InlineData(ProtectionName.Iptables)]
    [InlineData(ProtectionName.TcpWrappers, ProtectionName.Iptables)]
    [InlineData(ProtectionName.TcpWrappers, ProtectionName.Nftables)]
    public void The_lab_expects_what_the_analysis_finds(params ProtectionName[] names)
    {
        foreach (var isLoopbackAllowed in new[] { true, false })
        {
            var policy = new Policy(
                "a test",
                [
                    new(
                        Catalogue.Portmap,
                        [Prefix.Parse("192.168.1.0/24"), Prefix.Parse("fd00:1::/64")],
                        [Prefix.Parse("192.168.1.13")]
                    ),
                ],
                isLoopbackAllowed,
                Otherwise.Drop,
                [.. names]
            );
            foreach (var source in Sources.Select(Address.Parse))
            {
                var isLoopback = source.ToString() is ['1', '2', '7', ..] or "::1";
                foreach (var arrivesOnLoopback in isLoopback ? [true] : new[] { true, false })
                {
                    var expected = Expectation.Expected(
                        policy,
                        policy.Services[0],
                        source,
                        arrivesOnLoopback,
                        [.. names]
                    );
                    (expected == Verdict.Allowed)
                        .Should()
                        .Be(
                            Passes(policy, names, source, arrivesOnLoopback ? "lo" : "eth0"),
                            $"{source} on lo: {arrivesOnLoopback}, loopback {isLoopbackAllowed}"
                        );
                }
            }
        }
    }

    private static bool Passes(
        Policy policy,
        ProtectionName[] names,
        Address source,
        string interfaceName
    )
    {
        var files = names.SelectMany(name => Protection.Rulesets(policy, name)).ToList();
        var filter = FilterReader.Read(files).Single(one => one.Family == source.Family);
        var packet = new Packet(source.Family)
        {
            Fields = new Dictionary<PacketField, UInt128>
            {
                [PacketField.ConnectionState] = (UInt128)(uint)TrackingState.New,
                [PacketField.L4Protocol] = 6,
                [PacketField.SourceAddress] = source.Bits,
                [PacketField.DestinationPort] = 111,
                [PacketField.SourcePort] = 40000,
                [PacketField.TcpFlags] = 2,
            }.ToImmutableDictionary(),
            Names = new Dictionary<PacketField, string>
            {
                [PacketField.InInterface] = interfaceName,
            }.ToImmutableDictionary(),
        };
        return new Walk(filter).Take(packet, HookPoint.Prerouting, HookPoint.Input).IsThrough
            && (
                WrapperTables.In(files) is not { } tables
                || new AccessCheck(tables)
                    .Decide(AccessRequest.Of(AskingDaemon.Rpcbind, source, source, 111))
                    .IsGranted
            );
    }
}
