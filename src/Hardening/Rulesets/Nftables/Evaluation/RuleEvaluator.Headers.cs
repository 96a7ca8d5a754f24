using Hardening.Rulesets.Nftables.Datatypes;
using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Evaluation;

internal sealed partial class RuleEvaluator
{
    private const uint Vlan = 0x8100;
    private const uint ServiceVlan = 0x88a8;

    private static readonly uint[] Pings = [0, 8];
    private static readonly uint[] Pings6 = [128, 129];

    private InputException Conflict(SourcePoint point, string found, string known) =>
        values.Error(
            point,
            $"found {found}, but the rule is about packets of {known} already, so that none could match; expected one of them"
        );

    private void Need(Expression.Payload payload)
    {
        if (payload.Tunnel is { } tunnel)
        {
            NeedTunnel(tunnel, payload.Point);
            if (tunnel == "gre" && payload.Protocol is "ether" or "vlan")
            {
                throw values.Error(
                    payload.Point,
                    $"found gre {payload.Protocol}, expected a header of IP or above: gre carries no Ethernet, gretap does"
                );
            }
            return;
        }
        // Readers make payloads of headers that are there.
        var header = Headers.Find(payload.Protocol)!;
        switch (header.Layer)
        {
            case Layer.Inner:
                NeedTunnel(payload.Protocol, payload.Point);
                break;
            case Layer.Link:
                NeedLink(payload.Protocol, payload.Point);
                break;
            case Layer.Network:
                NeedNetwork(payload.Protocol, payload.Point);
                break;
            default:
                NeedTransport(header, payload.Point);
                NeedIcmpType(payload);
                break;
        }
    }

    private void Need(Expression.Extension extension)
    {
        switch (extension.Kind)
        {
            case "exthdr":
                NeedNetwork("ip6", extension.Point);
                break;
            case "ip option":
                NeedNetwork("ip", extension.Point);
                break;
            case var kind:
                // A tcp, sctp or dccp header is known.
                NeedTransport(Headers.Find(kind.Split(' ')[0])!, extension.Point);
                break;
        }
    }

    private void NeedTunnel(string tunnel, SourcePoint point)
    {
        if (tunnel is "gre" or "gretap")
        {
            NeedTransport(Headers.Find("gre")!, point);
        }
        else if (context.Transport != 17)
        {
            throw values.Error(
                point,
                $"found {tunnel}, expected the rule to ask for its port first, such as udp dport {(tunnel == "vxlan" ? 4789 : 6081)}"
            );
        }
    }

    private void NeedLink(string protocol, SourcePoint point)
    {
        if (context.Link is null)
        {
            Imply(new Expression.Meta("iiftype", point), StandardTypes.HardwareType, 1);
            context.Link = "ether";
        }
        if (protocol != "vlan")
        {
            return;
        }
        if (context.EtherType is Vlan or ServiceVlan)
        {
            context.Link = "vlan";
            return;
        }
        if (context.EtherType is not null)
        {
            throw Conflict(
                point,
                protocol,
                StandardTypes.EtherType.NameOf(context.EtherType.Value) ?? "another type"
            );
        }
        if (context.Link == "ether")
        {
            Imply(
                new Expression.Payload("ether", "type", null, point),
                StandardTypes.EtherType,
                Vlan
            );
        }
        context.Link = "vlan";
    }

    private void NeedNetwork(string protocol, SourcePoint point)
    {
        if (context.Network == protocol)
        {
            return;
        }
        if (context.Network is { } known)
        {
            throw Conflict(point, protocol, known);
        }
        // Readers make payloads of headers that are there.
        var number = Headers.Find(protocol)!.Number.GetValueOrDefault();
        if (scope.Family == "inet")
        {
            if (protocol == "arp")
            {
                throw Conflict(point, protocol, "inet");
            }
            Imply(
                new Expression.Meta("nfproto", point),
                StandardTypes.Family,
                protocol == "ip" ? 2u : 10u
            );
        }
        else if (context.Link == "vlan")
        {
            Imply(
                new Expression.Payload("vlan", "type", null, point),
                StandardTypes.EtherType,
                number
            );
        }
        else if (scope.Family == "bridge")
        {
            Imply(
                new Expression.Payload("ether", "type", null, point),
                StandardTypes.EtherType,
                number
            );
        }
        else
        {
            Imply(new Expression.Meta("protocol", point), StandardTypes.EtherType, number);
        }
        context.Network = protocol;
    }

    private void NeedTransport(Header header, SourcePoint point)
    {
        if (scope.Family == "arp")
        {
            throw Conflict(point, header.Name, "arp");
        }
        if (header.Number is not { } number)
        {
            return;
        }
        if (context.Transport is { } known)
        {
            if (known != number)
            {
                throw Conflict(
                    point,
                    header.Name,
                    StandardTypes.Protocol.NameOf(known) ?? "another protocol"
                );
            }
            return;
        }
        if (context.HasTransports)
        {
            throw values.Error(
                point,
                $"found {header.Name} behind a set of protocols, expected th, which stands for any of them"
            );
        }
        if (context.Network is null && header.Name is "icmp" or "icmpv6")
        {
            NeedNetwork(header.Name == "icmp" ? "ip" : "ip6", point);
        }
        Imply(new Expression.Meta("l4proto", point), StandardTypes.Protocol, number);
        context.Transport = number;
    }

    /// <summary>Fields of ICMP that only messages of some types have.</summary>
    private void NeedIcmpType(Expression.Payload payload)
    {
        uint[]? types = (payload.Protocol, payload.Field) switch
        {
            ("icmp", "id" or "sequence") => Pings,
            ("icmp", "gateway") => [5],
            ("icmp", "mtu") => [3],
            ("icmpv6", "id" or "sequence") => Pings6,
            ("icmpv6", "mtu") => [2],
            ("icmpv6", "parameter-problem") => [4],
            ("icmpv6", "max-delay") => [130],
            ("icmpv6", "taddr") => [130, 131, 132, 135, 136, 137],
            ("icmpv6", "daddr") => [137],
            _ => null,
        };
        if (types is null)
        {
            return;
        }
        if (context.IcmpTypes.Count > 0)
        {
            if (!context.IcmpTypes.All(types.Contains))
            {
                throw values.Error(
                    payload.Point,
                    $"found {payload.Protocol} {payload.Field}, which messages of the type that the rule asks for do not have"
                );
            }
            return;
        }
        var type = payload.Protocol == "icmp" ? StandardTypes.IcmpType : StandardTypes.Icmp6Type;
        var left = new Expression.Payload(payload.Protocol, "type", null, payload.Point);
        var elements = types
            .Select(value => (Expression)new Expression.Constant(type, value))
            .ToEquatableArray();
        Imply(
            left,
            elements.Count == 1 ? elements[0] : new Expression.SetLiteral(elements, payload.Point)
        );
        context.IcmpTypes = types;
    }

    private void Imply(Expression left, Datatype type, uint value) =>
        Imply(left, new Expression.Constant(type, value));

    private void Imply(Expression left, Expression right) =>
        statements.Add(
            new EvaluatedStatement(new Statement.Match(left, string.Empty, right), true)
        );

    /// <summary>What the rest of a rule may take for granted behind a match.</summary>
    private void Learn(Statement statement)
    {
        if (statement is not Statement.Match(var left, "" or "==", var right, _))
        {
            return;
        }
        if (left is Expression.Payload { Protocol: "icmp" or "icmpv6", Field: "type" })
        {
            context.IcmpTypes = Numbers(right);
        }
        if (right is not Expression.Constant(_, var value))
        {
            context.HasTransports |=
                right is Expression.SetLiteral or Expression.SetReference && IsProtocol(left);
            return;
        }
        var number = (uint)value;
        switch (left)
        {
            case Expression.Meta { Key: "nfproto", Point: var point }:
                var told =
                    number == 2 ? "ip"
                    : number == 10 ? "ip6"
                    : null;
                if (told is not null && context.Network is { } known && known != told)
                {
                    throw Conflict(point, $"meta nfproto ipv{(told == "ip" ? 4 : 6)}", known);
                }
                context.Network ??=
                    number == 2 ? "ip"
                    : number == 10 ? "ip6"
                    : null;
                break;
            case Expression.Meta { Key: "iiftype" } when number == 1:
                context.Link ??= "ether";
                break;
            case Expression.Meta { Key: "protocol" }
            or Expression.Payload { Protocol: "ether" or "vlan", Field: "type", Tunnel: null }:
                context.EtherType = number;
                context.Network ??= number switch
                {
                    0x0800 => "ip",
                    0x86dd => "ip6",
                    0x0806 => "arp",
                    _ => null,
                };
                break;
            case var _ when IsProtocol(left):
                context.Transport ??= number;
                break;
        }
    }

    private static bool IsProtocol(Expression left) =>
        left
            is Expression.Meta { Key: "l4proto" }
                or Expression.Payload { Tunnel: null, Protocol: "ip", Field: "protocol" }
                or Expression.Payload { Tunnel: null, Protocol: "ip6", Field: "nexthdr" };

    private static IReadOnlyList<uint> Numbers(Expression right) =>
        right switch
        {
            Expression.Constant(_, var value) => [(uint)value],
            Expression.SetLiteral(var elements, _) => elements.All(element =>
                element is Expression.Constant
            )
                ? [.. elements.OfType<Expression.Constant>().Select(one => (uint)one.Value)]
                : [],
            _ => [],
        };
}
