using CsCheck;
using Hardening.Analysis;
using Hardening.Analysis.Proofs;
using Hardening.Analysis.Translation;
using Hardening.Analysis.Wrappers;
using Hardening.Policies;
using Hardening.Protections;
using Hardening.Rulesets;
using Hardening.Tests.Protections;

namespace Hardening.Tests.Analysis.Wrappers;

public sealed class WrapperProofTests
{
    private const string Deny = "rpcbind : ALL\n";

    private const string Guarded =
        "*filter\n-A INPUT -i lo -j ACCEPT\n-A INPUT -s 192.168.1.0/24 -j ACCEPT\n-A INPUT -p tcp -m tcp --dport 111 -j DROP\n-A INPUT -p udp -m udp --dport 111 -j DROP\nCOMMIT\n";

    private static readonly Policy Portmap = PolicyReader.Read(
        "policy: a test\nprotect:\n  - service: portmap\n    allow: [192.168.1.0/24]\n",
        "policy.yaml"
    );

    [Theory]
    [InlineData(ProtectionName.TcpWrappers)]
    [InlineData(ProtectionName.TcpWrappers, ProtectionName.Iptables)]
    [InlineData(ProtectionName.TcpWrappers, ProtectionName.Nftables)]
    public void What_protections_write_holds_for_every_policy_each_alone_and_together(
        params ProtectionName[] names
    ) =>
        PolicyGenerator.Policies.Sample(
            policy =>
                Prove(policy, [.. names.SelectMany(name => Protection.Rulesets(policy, name))])
                    .Findings.Where(finding => finding.Id != "mapped-source")
                    .Select(finding => finding.Message)
                    .Should()
                    .BeEmpty(),
            iter: 40
        );

    [Fact]
    public void A_client_and_the_line_that_grants_it_are_named() =>
        Of(Allow("sshd : ALL\nrpcbind : 192.168. 127.0.0.0/8 [::1]\n"), Denied(Deny))
            .Should()
            .Equal(
                "let-in Error hosts.allow:2 tcp 192.168.0.0:40000 -> 192.168.1.10:111 on eth0",
                "let-in Error hosts.allow:2 udp 192.168.0.0:40000 -> 192.168.1.10:111 on eth0",
                "mapped-source Warning hosts.allow:2 udp [::ffff:127.0.0.0]:40000 -> [2001:db8::1]:111 on eth0"
            );

    [Fact]
    public void A_client_and_the_line_that_denies_it_are_named() =>
        Of(Allow("rpcbind : 192.168.1.0/25 [::1]\n"), Denied("# all\n" + Deny))
            .Should()
            .Equal(
                "loopback-kept-out Error hosts.deny:2 tcp 127.0.0.1:40000 -> 127.0.0.1:111 on lo",
                "kept-out Error hosts.deny:2 tcp 192.168.1.128:40000 -> 192.168.1.10:111 on eth0",
                "loopback-kept-out Error hosts.deny:2 udp 127.0.0.1:40000 -> 127.0.0.1:111 on lo",
                "kept-out Error hosts.deny:2 udp 192.168.1.128:40000 -> 192.168.1.10:111 on eth0",
                "mapped-source Warning hosts.allow:1 udp [::ffff:192.168.1.0]:40000 -> [2001:db8::1]:111 on eth0"
            );

    [Fact]
    public void Where_nobody_is_denied_everybody_gets_in() =>
        Messages(Allow("rpcbind : 192.168.1.0/24\n"))
            .Should()
            .Contain(message =>
                message.EndsWith(
                    "neither hosts.allow nor hosts.deny matches it, so it is granted",
                    StringComparison.Ordinal
                )
            );

    [Fact]
    public void What_hangs_on_DNS_says_so() =>
        Messages(Allow("rpcbind : 192.168.1.0/24 127.0.0.0/8 [::1] .example.com\n"), Denied(Deny))
            .First()
            .Should()
            .Contain(
                "as far as can be known: it depends on whether the client's address has no name, whether the client's name does not lead back to its address, whether the client's name is .example.com"
            );

    [Fact]
    public void Each_layer_is_shown_alone_and_both_together()
    {
        var proof = Prove(
            Portmap,
            new RulesetFile(RulesetKind.Iptables, "rules.v4", Guarded),
            Allow("rpcbind : 192.168.1.0/24 127.0.0.0/8 [::1]\n"),
            Denied(Deny)
        );

        proof
            .Services.Select(service =>
                $"{service.Endpoint} {service.Family} {service.Through} {service.Differences.Count == 0}"
            )
            .Should()
            .Equal(
                "111/tcp IPv4 Firewall True",
                "111/tcp IPv4 Wrappers True",
                "111/tcp IPv4 Both True",
                "111/udp IPv4 Firewall True",
                "111/udp IPv4 Wrappers True",
                "111/udp IPv4 Both True",
                "111/tcp IPv6 Firewall False",
                "111/tcp IPv6 Wrappers True",
                "111/tcp IPv6 Both True",
                "111/udp IPv6 Firewall False",
                "111/udp IPv6 Wrappers True",
                "111/udp IPv6 Both False"
            );
        // Of IPv6 nothing is filtered: what libwrap takes for an address of IPv4 comes through both.
        proof
            .Findings.Select(finding => $"{finding.Id} {finding.Severity} {finding.Packet}")
            .Should()
            .Equal(
                "let-in Warning tcp [2001:db8:ffff::7]:40000 -> [2001:db8::1]:111 on eth0",
                "let-in Warning udp [2001:db8:ffff::7]:40000 -> [2001:db8::1]:111 on eth0",
                "let-in Error udp [::ffff:127.0.0.0]:40000 -> [2001:db8::1]:111 on eth0"
            );
    }

    [Fact]
    public void An_address_of_the_host_s_own_is_no_loopback_to_the_wrappers() =>
        Prove(Portmap, new RulesetFile(RulesetKind.Iptables, "rules.v4", Guarded), Denied("\n"))
            .Findings.Where(finding => finding.Severity == Severity.Error)
            .Select(finding => $"{finding.Packet}")
            .Should()
            .StartWith("tcp 192.0.2.1:40000 -> 192.0.2.1:111 on lo");

    [Fact]
    public void A_service_that_never_asks_is_not_kept_by_the_wrappers_alone()
    {
        var policy = PolicyReader.Read(
            "policy: a test\nprotect:\n  - service: {name: rsync, tcp: [873]}\n    allow: [192.168.1.0/24]\n",
            "policy.yaml"
        );
        Prove(policy, Denied("ALL : ALL\n"))
            .Findings.Select(finding => finding.Message)
            .Should()
            .Contain(message =>
                message.EndsWith("its daemon never asks the wrappers", StringComparison.Ordinal)
            );
    }

    private static RulesetFile Allow(string text) =>
        new(RulesetKind.HostsAllow, "hosts.allow", text);

    private static RulesetFile Denied(string text) =>
        new(RulesetKind.HostsDeny, "hosts.deny", text);

    private static IEnumerable<string> Of(params RulesetFile[] files) =>
        Prove(Portmap, files)
            .Findings.Select(finding =>
                $"{finding.Id} {finding.Severity} {finding.File}:{finding.Line} {finding.Packet}"
            );

    private static IEnumerable<string> Messages(params RulesetFile[] files) =>
        Prove(Portmap, files).Findings.Select(finding => finding.Message);

    private static StaticProof Prove(Policy policy, params RulesetFile[] files) =>
        StaticProver.Prove(
            policy,
            FilterReader.Read(files),
            WrapperTables.In(files),
            files.Any(file => file.Kind is not (RulesetKind.HostsAllow or RulesetKind.HostsDeny))
        );
}
