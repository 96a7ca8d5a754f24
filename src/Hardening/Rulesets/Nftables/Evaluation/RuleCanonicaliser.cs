using Hardening.Rulesets.Nftables.Datatypes;
using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Evaluation;

/// <summary>Writes an evaluated rule as nft lists it: without matches that others imply.</summary>
/// <param name="family">The table's.</param>
internal sealed class RuleCanonicaliser(string family)
{
    private static readonly string[] OneTyped =
    [
        "gateway",
        "mtu",
        "parameter-problem",
        "max-delay",
        "daddr",
    ];

    private const int BitsOfOctet = 8;

    private readonly Dictionary<string, int> pending = new(StringComparer.Ordinal);
    private readonly HashSet<int> implied = [];
    private string? network;

    internal Rule Canonical(EvaluatedRule rule)
    {
        pending.Clear();
        implied.Clear();
        for (var i = 0; i < rule.Statements.Count; i++)
        {
            var (statement, isImplied) = rule.Statements[i];
            if (isImplied)
            {
                // Of several types it is listed which; of one it goes without saying.
                if (statement is not Statement.Match(_, _, Expression.SetLiteral, _))
                {
                    implied.Add(i);
                }
                continue;
            }
            Visit(statement, i);
        }
        var statements = Ethernet(rule)
            .Where(index => !implied.Contains(index))
            .Select(index => Written(rule.Statements[index].Statement))
            .ToList();
        Order(statements);
        if (IsResetOfUnknown(rule) && statements.Count > 1)
        {
            statements.Insert(
                0,
                rule.Statements.First(one => one.IsImplied && IsTcp(one.Statement)).Statement
            );
        }
        return rule.Source with { Statements = statements.ToEquatableArray() };
    }

    /// <summary>Where both families meet, nft shows at the very front that a reset is one of TCP.</summary>
    private bool IsResetOfUnknown(EvaluatedRule rule) =>
        family is not ("ip" or "ip6")
        && rule.Statements.Count > 1
        && rule.Statements[^1].Statement is Statement.Reject { With: "tcp reset" }
        && rule.Statements[^2] is { IsImplied: true } before
        && IsTcp(before.Statement);

    private static bool IsTcp(Statement statement) =>
        statement
            is Statement.Match(
                Expression.Meta { Key: "l4proto" },
                _,
                Expression.Constant
                (_, var value),
                _
            )
        && value == 6;

    /// <summary>
    /// The order of the statements. The kernel compares an Ethernet address at once with the type that a rule asks for VLANs, or for IP once it
    /// has asked for Ethernet, and nft lists it where that stands, unless something else than a match is between.
    /// </summary>
    private IEnumerable<int> Ethernet(EvaluatedRule rule)
    {
        var order = Enumerable.Range(0, rule.Statements.Count).ToList();
        var asksEthernet = false;
        for (var type = 0; type < order.Count; type++)
        {
            var (statement, isImplied) = rule.Statements[type];
            asksEthernet |=
                !isImplied
                && statement is Statement.Match(Expression.Meta { Key: "iiftype" }, _, _, _);
            if (
                isImplied
                && (
                    IsTypeOfVlan(statement)
                    || family is "inet" or "netdev"
                        && asksEthernet
                        && statement
                            is Statement.Match(
                                Expression.Meta { Key: "nfproto" or "protocol" },
                                _,
                                _,
                                _
                            )
                )
            )
            {
                var source = order
                    .Skip(type + 1)
                    .TakeWhile(index => rule.Statements[index].Statement is Statement.Match)
                    .FirstOrDefault(
                        index =>
                            FieldOf(rule.Statements[index].Statement)
                                is ("ether", { Name: "saddr" }),
                        type
                    );
                order.RemoveAt(source);
                order.Insert(type, source);
                break;
            }
        }
        return order;
    }

    private static bool IsTypeOfVlan(Statement statement) =>
        statement
            is Statement.Match(
                Expression.Payload { Protocol: "ether", Field: "type" },
                _,
                Expression.Constant
                (_, var value),
                _
            )
        && value == 0x8100;

    /// <summary>The kernel compares neighbouring fields at once, and nft lists them in the header's order.</summary>
    private static void Order(List<Statement> statements)
    {
        for (var i = 1; i < statements.Count; i++)
        {
            if (
                FieldOf(statements[i - 1]) is not var (protocol, before)
                || FieldOf(statements[i]) is not var (other, field)
                || protocol != other
                || field.Width + before.Width > 128
            )
            {
                continue;
            }
            var isBehind = field.Offset + field.Width == before.Offset;
            if (isBehind)
            {
                (statements[i - 1], statements[i]) = (statements[i], statements[i - 1]);
            }
            // What is compared at once is not compared with what follows.
            if (isBehind || before.Offset + before.Width == field.Offset)
            {
                i++;
            }
        }
    }

    private static (string Protocol, HeaderField Field)? FieldOf(Statement statement) =>
        statement
            is Statement.Match(
                Expression.Payload { Tunnel: null } payload,
                ""
                    or "==",
                Expression.Constant,
                _
            )
        && Headers.Find(payload.Protocol)?.Find(payload.Field) is { } field
        && field.Width % 8 == 0
            ? (payload.Protocol, field)
            : null;

    private void Visit(Statement statement, int index)
    {
        switch (statement)
        {
            case Statement.Match match:
                Use(match.Left);
                Remember(match, index);
                break;
            case Statement.VerdictMap(var key, _):
                Use(key);
                pending.Clear();
                break;
            case Statement.Assign(var target, var value):
                Use(target);
                if (value is Expression.Lookup(var looked, _))
                {
                    Use(looked);
                }
                pending.Clear();
                break;
            case Statement.Reject { With: "tcp reset" }:
                Drop("transport");
                break;
            case Statement.Reject { With: "icmp" or "icmpv6" }:
                Drop("network");
                break;
            case Statement.Translate { Address: Expression.Lookup(var asked, _) }:
                Use(asked);
                break;
            default:
                pending.Clear();
                break;
        }
    }

    private void Use(Expression expression)
    {
        switch (expression)
        {
            case Expression.Payload { Tunnel: { } tunnel }
                when tunnel.StartsWith("gre", StringComparison.Ordinal):
                Drop("transport");
                break;
            case Expression.Payload { Tunnel: null } payload:
                Use(payload);
                break;
            case Expression.Extension { Kind: "tcp option" or "sctp chunk" or "dccp option" }:
                Drop("transport");
                break;
            case Expression.Extension:
                Drop("network");
                break;
            case Expression.Conntrack { Family: not null }:
                Drop("network");
                break;
            case Expression.Concatenation(var parts):
                foreach (var part in parts)
                {
                    Use(part);
                }
                break;
            case Expression.Bitwise(_, var left, var right):
                Use(left);
                Use(right);
                break;
            case Expression.Lookup(var key, _):
                Use(key);
                break;
        }
    }

    private void Use(Expression.Payload payload)
    {
        // Readers make payloads of headers that are there.
        var header = Headers.Find(payload.Protocol)!;
        switch (header.Layer)
        {
            case Layer.Link when payload.Protocol == "vlan":
                Drop("link");
                Drop("vlan");
                break;
            case Layer.Link:
                Drop("link");
                break;
            case Layer.Network:
                Drop("network");
                break;
            case Layer.Transport when header.Number is not null:
                Drop("transport");
                if (family is "ip" or "ip6" || Belongs(payload.Protocol))
                {
                    Drop("network");
                }
                if (Array.IndexOf(OneTyped, payload.Field) >= 0)
                {
                    Drop("icmp");
                }
                break;
        }
    }

    /// <summary>Whether the family that was asked for is the one that a kind of ICMP is of.</summary>
    private bool Belongs(string protocol) =>
        family == "inet"
        && network
            == (
                protocol == "icmp" ? "ip"
                : protocol == "icmpv6" ? "ip6"
                : ""
            );

    private void Drop(string layer)
    {
        if (pending.Remove(layer, out var index))
        {
            implied.Add(index);
        }
    }

    private void Remember(Statement.Match match, int index)
    {
        if (match is not { Operator: "" or "==", Right: Expression.Constant(_, var value) })
        {
            return;
        }
        var layer = match.Left switch
        {
            Expression.Meta { Key: "l4proto" } => "transport",
            Expression.Payload { Tunnel: null, Protocol: "ip", Field: "protocol" }
                when family == "ip" => "transport",
            Expression.Payload { Tunnel: null, Protocol: "ip6", Field: "nexthdr" }
                when family == "ip6" => "transport",
            Expression.Meta { Key: "nfproto" or "protocol" } => "network",
            Expression.Meta { Key: "iiftype" } when value == 1 => "link",
            Expression.Payload { Tunnel: null, Protocol: "ether", Field: "type" } =>
                (uint)value switch
                {
                    0x8100 => "vlan",
                    0x0800 or 0x86dd or 0x0806 => "network",
                    _ => null,
                },
            Expression.Payload { Tunnel: null, Protocol: "vlan", Field: "type" } => (uint)value
                is 0x0800
                    or 0x86dd
                    or 0x0806
                ? "network"
                : null,
            Expression.Payload { Protocol: "icmp" or "icmpv6", Field: "type" } => "icmp",
            _ => null,
        };
        if (layer is not null)
        {
            network =
                layer != "network" ? network
                : (uint)value is 2 or 0x0800 ? "ip"
                : (uint)value is 10 or 0x86dd ? "ip6"
                : null;
            if (family is not ("ip" or "ip6") || layer != "network" || network == family)
            {
                pending[layer] = index;
            }
        }
    }

    /// <summary>A statement with its amounts in the largest units, and what goes without saying left out.</summary>
    internal Statement Written(Statement statement) =>
        statement switch
        {
            Statement.Reject reject => Written(reject),
            Statement.Limit limit => Written(limit),
            Statement.Quota quota => Written(quota),
            Statement.Match(
                Expression.RawPayload { Base: "ll" } raw,
                ""
                    or "=="
                    or "!=",
                Expression.Constant
                (var type, var value),
                _
            ) match when (raw.Offset | raw.Length) % BitsOfOctet != 0 => InOctets(
                match,
                raw,
                type,
                value
            ),
            Statement.Counter(var packets, var bytes) => new Statement.Counter(
                packets ?? 0,
                bytes ?? 0
            ),
            Statement.ChangeSet change => change with
            {
                Statements = change
                    .Statements.Select(one => one is Statement.Counter ? one : Written(one))
                    .ToEquatableArray(),
            },
            _ => statement,
        };

    /// <summary>The kernel loads octets: of single bits of a link's header nft lists those that they are in, with a mask.</summary>
    private static Statement.Match InOctets(
        Statement.Match match,
        Expression.RawPayload raw,
        Datatype type,
        UInt128 value
    )
    {
        var first = raw.Offset / BitsOfOctet * BitsOfOctet;
        var end = (raw.Offset + raw.Length + BitsOfOctet - 1) / BitsOfOctet * BitsOfOctet;
        var width = end - first;
        if (width > 128)
        {
            return match;
        }
        var shift = end - raw.Offset - raw.Length;
        var octets = type.OfWidth(width);
        return match with
        {
            Left = new Expression.Bitwise(
                "&",
                raw with
                {
                    Offset = first,
                    Length = width,
                },
                new Expression.Constant(octets, Datatype.Ones(raw.Length) << shift)
            ),
            Operator = match.Operator.Length == 0 ? "==" : match.Operator,
            Right = new Expression.Constant(octets, value << shift),
        };
    }

    private Statement Written(Statement.Reject reject)
    {
        var own = family switch
        {
            "ip" => "icmp",
            "ip6" => "icmpv6",
            _ => "icmpx",
        };
        var isDefault =
            reject.With == own
            && reject.Code is Expression.Constant(var type, var code)
            && type.NameOf(code) == "port-unreachable";
        return isDefault
            ? reject with
            {
                With = null,
                Code = null,
                SaysType = false,
            }
            : reject with
            {
                SaysType = false,
            };
    }

    private static Statement Written(Statement.Limit limit)
    {
        if (limit.Unit == "packets")
        {
            return limit with { Burst = limit.Burst ?? 5, BurstUnit = "packets" };
        }
        var (rate, unit) = Scaled(limit.Rate, limit.Unit);
        if (limit.Burst is not { } burst || burst == 0)
        {
            return limit with { Rate = rate, Unit = unit, Burst = null, BurstUnit = "bytes" };
        }
        var (most, mostUnit) = Scaled(burst, limit.BurstUnit);
        return limit with { Rate = rate, Unit = unit, Burst = most, BurstUnit = mostUnit };
    }

    private static Statement Written(Statement.Quota quota)
    {
        var (amount, unit) = Scaled(quota.Amount, quota.Unit);
        var (used, usedUnit) = Scaled(quota.Used ?? 0, quota.UsedUnit);
        return quota with
        {
            Amount = amount,
            Unit = unit,
            Used = used == 0 ? null : used,
            UsedUnit = usedUnit,
        };
    }

    /// <summary>The same number of bytes in the largest unit that it is a multiple of.</summary>
    private static (ulong Amount, string Unit) Scaled(ulong amount, string unit)
    {
        string[] units = ["bytes", "kbytes", "mbytes"];
        var index = Array.IndexOf(units, unit);
        while (index < units.Length - 1 && amount > 0 && amount % 1024 == 0)
        {
            amount /= 1024;
            index++;
        }
        return (amount, units[index]);
    }
}
