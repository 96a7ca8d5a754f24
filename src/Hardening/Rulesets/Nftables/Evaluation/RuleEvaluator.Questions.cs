using Hardening.Rulesets.Nftables.Datatypes;
using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Evaluation;

internal sealed partial class RuleEvaluator
{
    private const uint Tcp = 6;

    /// <summary>A question with the headers that it asks for made sure of.</summary>
    private Expression Question(Expression expression, bool isWritten = false)
    {
        switch (expression)
        {
            case Expression.Payload payload:
                Need(payload);
                return payload;
            case Expression.RawPayload raw:
                return Raw(raw);
            case Expression.Extension extension:
                Need(extension);
                return extension;
            case Expression.Meta meta:
                CheckBridge(meta, isWritten: false);
                return meta;
            case Expression.Conntrack { Key: "protocol" or "l3proto" } connection:
                // The same in both directions.
                return connection with { Direction = null };
            case Expression.Conntrack { Key: "saddr" or "daddr", Family: { } family } conntrack:
                NeedNetwork(family, conntrack.Point);
                return conntrack;
            case Expression.Routing { Key: "nexthop" } routing:
                return Nexthop(routing);
            case Expression.Fib fib:
                CheckHook(fib);
                return fib;
            case Expression.Concatenation(var parts):
                return new Expression.Concatenation(
                    parts.Select(part => Question(part)).ToEquatableArray()
                );
            case Expression.Bitwise bitwise:
                return Bitwise(bitwise);
            case Expression.Lookup(var key, var map):
                return Lookup(key, map, null);
            case Expression.HashOf { Of: { } of } hash:
                return hash with { Of = Question(of) };
            default:
                return expression;
        }
    }

    private Expression Bitwise(Expression.Bitwise bitwise, UInt128? highest = null)
    {
        var (left, right) = (bitwise.Left, bitwise.Right);
        // Constants stand on the right, as the kernel has them.
        if (bitwise.Operator is "&" or "|" or "^" && IsConstant(left) && !IsConstant(right))
        {
            (left, right) = (right, left);
        }
        left = Question(left);
        var type = Types(left)[0];
        if (bitwise.Operator is "<<" or ">>")
        {
            return new Expression.Bitwise(
                bitwise.Operator,
                left,
                values.Resolve(right, StandardTypes.Integer)
            );
        }
        right = IsConstant(right)
            ? Masked(values.Resolve(Shifted(right), type, highest ?? Wider(type)), type)
            : Question(right);
        return new Expression.Bitwise(bitwise.Operator, left, right);

        // A prefix as operand is the mask of its length.
        static Expression Masked(Expression value, Datatype type) =>
            value is Expression.Prefix(_, var length)
                ? new Expression.Constant(type, type.Highest ^ Datatype.Ones(type.Width - length))
                : value;
    }

    // What is written elsewhere may be wider than what it is made of.
    private static UInt128 Wider(Datatype type) => type.Width < 32 ? uint.MaxValue : type.Highest;

    private Expression Shifted(Expression constant) =>
        constant is Expression.Bitwise("<<" or ">>", var left, var right)
            ? ValueResolver.Fold(
                ((Expression.Bitwise)constant).Operator,
                values.Resolve(left, StandardTypes.Integer),
                values.Resolve(right, StandardTypes.Integer),
                StandardTypes.Integer
            )
                is Expression.Constant(_, var value)
                ? new Expression.Symbol(
                    value.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    false,
                    ValueResolver.PointOf(constant)
                )
                : constant
            : constant;

    private static bool IsConstant(Expression expression) =>
        expression switch
        {
            Expression.Symbol or Expression.Constant or Expression.Alternatives => true,
            Expression.Prefix(var value, _) => IsConstant(value),
            Expression.Bitwise(_, var left, var right) => IsConstant(left) && IsConstant(right),
            _ => false,
        };

    /// <summary>What a map has for a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="map">The map.</param>
    /// <param name="data">The types that are wanted; null where any will do.</param>
    private Expression.Lookup Lookup(Expression key, Expression map, IReadOnlyList<Datatype>? data)
    {
        var question = Question(key);
        RefuseOpenAddress(question);
        var types = Types(question);
        return new Expression.Lookup(
            question,
            map is Expression.SetReference reference
                ? Reference(reference, types, isMap: true)
                : new SetEvaluator(values).Evaluate(
                    (Expression.SetLiteral)map,
                    types,
                    data ?? [StandardTypes.Text]
                )
        );
    }

    /// <summary>A value that is written or handed on: a constant, a question, or what a map has.</summary>
    private Expression Value(Expression expression, IReadOnlyList<Datatype> types)
    {
        switch (expression)
        {
            case Expression.Lookup(var key, var map):
                return Lookup(key, map, types);
            case Expression.Symbol
            or Expression.Prefix
            or Expression.Alternatives
            or Expression.Constant:
                return values.Resolve(expression, types[0]);
            case Expression.Interval(var first, var last):
                return first is Expression.Symbol && last is Expression.Symbol
                    ? values.Resolve(expression, types[0])
                    : new Expression.Interval(Value(first, types), Value(last, types));
            case Expression.Bitwise bitwise when IsConstant(bitwise):
                return values.Resolve(bitwise, types[0]);
            case Expression.Bitwise bitwise:
                return Combined(bitwise, types[0]);
            case Expression.Concatenation(var parts) when parts.All(IsConstant):
                return Parts(parts, types);
            default:
                return Question(expression);
        }
    }

    /// <summary>Values combined bit by bit; all of them are of the width of what is written.</summary>
    private Expression Combined(Expression.Bitwise bitwise, Datatype written)
    {
        if (bitwise.Operator is "<<" or ">>")
        {
            return new Expression.Bitwise(
                bitwise.Operator,
                Value(bitwise.Left, [written]),
                values.Resolve(bitwise.Right, StandardTypes.Integer)
            );
        }
        var (left, right) = IsConstant(bitwise.Left)
            ? (bitwise.Right, bitwise.Left)
            : (bitwise.Left, bitwise.Right);
        var first = Value(left, [written]);
        var type = first is Expression.Bitwise(_, _, not Expression.Constant)
            ? written
            : Types(first)[0];
        var second = IsConstant(right)
            ? values.Resolve(Shifted(right), type, written.Highest)
            : Value(right, [written]);
        return new Expression.Bitwise(bitwise.Operator, first, second);
    }

    private Expression Raw(Expression.RawPayload raw)
    {
        if (raw.Length == 0)
        {
            throw values.Error(raw.Point, "found no bits, expected a length of at least one");
        }
        var known = raw.Base switch
        {
            "nh" when context.Network is { } network => Headers.Find(network),
            "th" when context.Transport is { } transport => Headers.OfProtocol(transport),
            "th" when context.HasTransports => Headers.Find("th"),
            _ => null,
        };
        var field = known?.Fields.FirstOrDefault(one =>
            one.Offset == raw.Offset && one.Width == raw.Length
        );
        if (known is null || field is null || known.Name is "icmp" or "icmpv6")
        {
            return raw;
        }
        return new Expression.Payload(known.Name, field.Name, null, raw.Point);
    }

    private Expression.Routing Nexthop(Expression.Routing routing)
    {
        var family = routing.Family ?? context.Network;
        if (family is not ("ip" or "ip6"))
        {
            throw values.Error(
                routing.Point,
                "found rt nexthop where the family is not known, expected rt ip nexthop or rt ip6 nexthop"
            );
        }
        if (scope.Family is "ip" or "ip6" && family != scope.Family)
        {
            throw Conflict(routing.Point, $"rt {family} nexthop", scope.Family);
        }
        return routing with { Family = family };
    }

    /// <summary>An address of a connection whose family the rule tells.</summary>
    private Expression.Conntrack OfKnownFamily(Expression.Conntrack conntrack) =>
        context.Network is { } family
            ? conntrack with
            {
                Family = family,
            }
            : throw values.Error(
                conntrack.Point,
                $"found ct {conntrack.Direction} {conntrack.Key} where the family is not known, expected ct {conntrack.Direction} ip {conntrack.Key} or ct {conntrack.Direction} ip6 {conntrack.Key}"
            );

    private void RefuseOpenAddress(Expression expression)
    {
        var open = expression switch
        {
            Expression.Conntrack { Key: "saddr" or "daddr", Family: null } one => one,
            Expression.Concatenation(var parts) => parts
                .OfType<Expression.Conntrack>()
                .FirstOrDefault(part => part is { Key: "saddr" or "daddr", Family: null }),
            _ => null,
        };
        if (open is not null)
        {
            throw values.Error(
                open.Point,
                $"found ct {open.Direction} {open.Key} in a concatenation or with a set or map, expected ct {open.Direction} ip {open.Key} or ct {open.Direction} ip6 {open.Key}"
            );
        }
    }

    private void CheckBridge(Expression expression, bool isWritten)
    {
        if (expression is not Expression.Meta { Key: var key, Point: var point })
        {
            return;
        }
        var isOfBridges = key is "ibrname" or "obrname" or "ibrpvid" or "ibrvproto" or "ibrhwaddr";
        if (isOfBridges && scope.Family is not "bridge" and not "netdev" && key is not "ibrpvid")
        {
            throw values.Error(
                point,
                $"found meta {key} in a table of the family {scope.Family}, expected it in one of the family bridge"
            );
        }
        if (key is "broute" or "ibrhwaddr" && (hook != "prerouting" || scope.Family != "bridge"))
        {
            throw values.Error(
                point,
                $"found meta {key}, expected it in a chain of the hook prerouting of the family bridge"
            );
        }
        if (key == "ibrhwaddr" && isWritten)
        {
            throw values.Error(point, "found meta ibrhwaddr set, which can only be read");
        }
    }

    private void CheckHook(Expression.Fib fib)
    {
        var isOut = hook is "output" or "postrouting" or "forward";
        var isIn = hook is "prerouting" or "input" or "forward" or "ingress";
        if (hook is not null && fib.Flags.Contains("oif") && !isOut)
        {
            throw values.Error(
                fib.Point,
                $"found fib with oif in a chain of the hook {hook}, where no interface is known yet that the packet goes out by; expected iif"
            );
        }
        if (hook is not null && fib.Flags.Contains("iif") && !isIn)
        {
            throw values.Error(
                fib.Point,
                $"found fib with iif in a chain of the hook {hook}, where packets come in by no interface; expected oif"
            );
        }
    }
}
