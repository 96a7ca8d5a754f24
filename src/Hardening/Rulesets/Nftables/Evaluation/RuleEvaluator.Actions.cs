using Hardening.Rulesets.Nftables.Datatypes;
using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Evaluation;

internal sealed partial class RuleEvaluator
{
    private Statement Reject(Statement.Reject reject)
    {
        if (context.EtherType is 0x0806 || context.Network == "arp")
        {
            throw values.Error(
                reject.Point,
                "found reject of packets of ARP, expected drop: only IP has answers for refusals"
            );
        }
        if (context.EtherType is { } type and not (0x0800 or 0x86dd or 0x8100 or 0x88a8))
        {
            throw values.Error(
                reject.Point,
                $"found reject of packets of the type {type:x4}, expected drop: only IP has answers for refusals"
            );
        }
        switch (reject.With)
        {
            case "tcp reset":
                if (context.Transport is { } known and not Tcp)
                {
                    throw Conflict(
                        reject.Point,
                        "reject with tcp reset",
                        StandardTypes.Protocol.NameOf(known) ?? "another protocol"
                    );
                }
                if (context.Transport is null)
                {
                    NeedTransport(Headers.Find("tcp")!, reject.Point);
                }
                return reject;
            case "icmp" or "icmpv6":
                NeedNetwork(reject.With == "icmp" ? "ip" : "ip6", reject.Point);
                break;
        }
        var kind =
            reject.With
            ?? context.Network switch
            {
                "ip" => "icmp",
                "ip6" => "icmpv6",
                _ => "icmpx",
            };
        var codes = kind switch
        {
            "icmp" => StandardTypes.IcmpCode,
            "icmpv6" => StandardTypes.Icmp6Code,
            _ => StandardTypes.IcmpxCode,
        };
        // As a name, whereas elsewhere codes are printed as numbers.
        var named = new Datatype(codes.Name, 8, Notation.NameOrDecimal, codes.Symbols);
        var code = reject.Code is { } said
            ? values.Resolve(said, named)
            : new Expression.Constant(named, codes.Find("port-unreachable").GetValueOrDefault());
        if (code is Expression.Constant(_, var value) && named.NameOf(value) is null)
        {
            throw values.Error(
                reject.Point,
                $"found reject with {kind} {value}, expected one of {string.Join(", ", codes.Symbols.Select(one => one.Name))}"
            );
        }
        return reject with { With = kind, Code = code };
    }

    private Statement Translate(Statement.Translate translate)
    {
        var (kind, address, port) = (translate.Kind, translate.Address, translate.Port);
        var family = translate.Family;
        if (kind == "tproxy")
        {
            if (context.Transport is not (Tcp or 17) && !context.HasTransports)
            {
                throw values.Error(
                    translate.Point,
                    "found tproxy where the protocol is not known, expected a match such as meta l4proto tcp before it"
                );
            }
            family ??= scope.Family is "ip" or "ip6" ? scope.Family : null;
            if (family is null && address is not null)
            {
                throw values.Error(
                    translate.Point,
                    "found tproxy with an address in a table of both families, expected tproxy ip to … or tproxy ip6 to …"
                );
            }
            if (family is not null && context.Network is { } known && known != family)
            {
                throw Conflict(translate.Point, $"tproxy {family}", known);
            }
        }
        else if (kind is "snat" or "dnat")
        {
            family ??= context.Network;
            if (family is null && address is not null)
            {
                throw values.Error(
                    translate.Point,
                    $"found {kind} to an address in a table of both families, expected {kind} ip to … or {kind} ip6 to …"
                );
            }
            if (family is not null && context.Network is { } network && network != family)
            {
                throw Conflict(translate.Point, $"{kind} {family}", network);
            }
        }
        if (port is not null)
        {
            // The key of a map may be what tells the protocol.
            port = Value(port, [StandardTypes.Service]);
            NeedPorts(translate.Point);
        }
        if (address is not null)
        {
            var type = family == "ip6" ? StandardTypes.Ipv6 : StandardTypes.Ipv4;
            address = Address(address, type, translate.Point);
        }
        string[] order = ["random", "fully-random", "persistent"];
        return translate with
        {
            Family =
                kind is "snat" or "dnat" && scope.Family == "inet" ? family
                : kind == "tproxy" && scope.Family == "inet" ? translate.Family
                : kind == "tproxy" ? null
                : translate.Family,
            Address = address,
            Port = port,
            Flags = order.Where(translate.Flags.Contains).ToEquatableArray(),
        };
    }

    private void NeedPorts(SourcePoint point)
    {
        if (context.Transport is null && !context.HasTransports)
        {
            throw values.Error(
                point,
                "found a port where the protocol is not known, expected a match such as meta l4proto tcp or tcp dport before it"
            );
        }
    }

    private Expression Address(Expression address, Datatype type, SourcePoint point)
    {
        if (address is not Expression.Lookup(var key, var map))
        {
            var value = Value(address, [type]);
            return value is Expression.Interval(Expression.Constant first, Expression.Constant last)
                ? SetEvaluator.AsPrefix(first, last, type) ?? value
                : value;
        }
        if (map is Expression.SetLiteral literal)
        {
            var hasPorts = literal.Elements.Any(element =>
                element is Expression.Mapping(_, Expression.Concatenation)
            );
            if (hasPorts)
            {
                Learn(Question(key));
                NeedPorts(point);
            }
            return Lookup(key, map, hasPorts ? [type, StandardTypes.Service] : [type]);
        }
        var lookup = Lookup(key, map, [type]);
        if (
            map is Expression.SetReference reference
            && scope.Find(reference.Name) is { Data: { Count: > 0 } data }
            && data[0] is { Notation: Notation.Ipv4 or Notation.Ipv6 } given
            && given.Notation != type.Notation
        )
        {
            throw values.Error(
                reference.Point,
                $"found @{reference.Name} with values of the type {given.Name}, expected {type.Name}"
            );
        }
        return lookup;
    }

    /// <summary>A key with ports of any protocol is enough for a port to be given.</summary>
    private void Learn(Expression key)
    {
        var parts = key is Expression.Concatenation(var several) ? several : [key];
        context.HasTransports |= parts.Any(IsProtocol);
    }
}
