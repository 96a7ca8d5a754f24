using Hardening.Addresses;
using Hardening.Policies;
using Hardening.Rulesets.Iptables;

namespace Hardening.Protections;

/// <summary>The rules of iptables for whoever may not reach a service.</summary>
internal sealed class Denial(Otherwise otherwise, IpFamily family)
{
    /// <summary>Denies the service's packets for which the matches hold.</summary>
    public EquatableArray<Rule> Rules(Service service, params ReadOnlySpan<Match> matches)
    {
        if (otherwise == Otherwise.Drop)
        {
            return [new Rule([.. matches], new Target.Drop())];
        }
        var rules = new List<Rule>();
        if (service.Endpoints.Any(endpoint => endpoint.Transport == Transport.Tcp))
        {
            rules.Add(
                new Rule(
                    [.. matches, new Match.TransportProtocol("tcp")],
                    new Target.RejectWith("tcp-reset")
                )
            );
        }
        if (service.Endpoints.Any(endpoint => endpoint.Transport == Transport.Udp))
        {
            rules.Add(new Rule([.. matches], new Target.RejectWith(PortUnreachable)));
        }
        return rules.ToEquatableArray();
    }

    private string PortUnreachable =>
        family == IpFamily.IPv4 ? "icmp-port-unreachable" : "icmp6-port-unreachable";
}
