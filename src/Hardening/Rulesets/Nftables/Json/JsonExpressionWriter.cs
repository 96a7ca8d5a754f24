using System.Diagnostics;
using System.Text.Json.Nodes;
using Hardening.Rulesets.Nftables.Datatypes;
using Hardening.Rulesets.Nftables.Printing;
using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Json;

/// <summary>Writes expressions of evaluated rules as <c>nft -j</c> does.</summary>
internal sealed class JsonExpressionWriter
{
    private static readonly PrintStyle Plain = new(Stateless: true);

    /// <summary>Writes the statements that elements carry; set by who writes statements.</summary>
    internal Func<Statement, JsonObject>? Carried { get; set; }

    internal JsonNode? Write(Expression expression)
    {
        switch (expression)
        {
            case Expression.Symbol(var text, _, _):
                return ulong.TryParse(
                    text,
                    System.Globalization.NumberStyles.None,
                    System.Globalization.CultureInfo.InvariantCulture,
                    out var number
                )
                    ? JsonValue(number)
                    : text;
            case Expression.Constant(var type, var value):
                return Constant(type, value);
            case Expression.TextConstant(_, var text):
                return text;
            case Expression.Wildcard:
                return "*";
            case Expression.Prefix(var value, var length):
                return Named("prefix", ("addr", Write(value)), ("len", length));
            case Expression.Interval(var first, var last):
                return One("range", new JsonArray(Plainly(first), Plainly(last)));
            case Expression.Concatenation(var parts):
                return One("concat", Array(parts));
            case Expression.Alternatives(var items):
                return Array(items);
            case Expression.SetLiteral(var elements, _):
                return One("set", Elements(elements));
            case Expression.Element element:
                return Element(element);
            case Expression.Mapping(var key, var data):
                return new JsonArray(Write(key), Write(data));
            case Expression.VerdictValue(var verdict):
                return Verdict(verdict);
            case Expression.SetReference(var name, _):
                return "@" + name;
            case Expression.Bitwise(var sign, var left, var right):
                return Bitwise(sign, left, right);
            case Expression.Lookup(var key, var map):
                return Named("map", ("key", Write(key)), ("data", Write(map)));
            case Expression.Payload(var protocol, var field, var tunnel, _):
                return Named(
                    "payload",
                    ("tunnel", tunnel ?? (protocol is "vxlan" or "geneve" ? protocol : null)),
                    ("protocol", protocol),
                    ("field", field)
                );
            case Expression.RawPayload(var start, var offset, var length, _):
                return Named("payload", ("base", start), ("offset", offset), ("len", length));
            case Expression.Extension extension:
                return Extension(extension);
            case Expression.Meta(var key, _):
                return Named("meta", ("key", key));
            case Expression.Conntrack(var key, var direction, var family, _):
                return Named(
                    "ct",
                    ("key", family is null ? key : $"{family} {key}"),
                    ("dir", direction)
                );
            case Expression.Fib(var flags, var result, _):
                return Named(
                    "fib",
                    ("result", result == "check" ? "oif" : result),
                    ("flags", Texts(flags))
                );
            case Expression.Socket(var key, var level, _):
                return Named("socket", ("key", key), ("level", level));
            case Expression.Routing(var key, var family, _):
                return Named("rt", ("key", key), ("family", family));
            case Expression.Ipsec(var direction, var policyNumber, var family, var key, _):
                return Named(
                    "ipsec",
                    ("key", key),
                    ("family", family),
                    ("dir", direction),
                    ("spnum", policyNumber)
                );
            case Expression.Fingerprint(var ttl, var key, _):
                return Named("osf", ("key", key), ("ttl", ttl));
            case Expression.Numgen(var mode, var modulus, var offset, _):
                return Named("numgen", ("mode", mode), ("mod", modulus), ("offset", offset));
            case Expression.HashOf(null, var modulus, _, var offset, _):
                return Named(
                    "symhash",
                    ("mod", modulus),
                    ("offset", offset == 0 ? null : JsonValue(offset))
                );
            case Expression.HashOf(var of, var modulus, var seed, var offset, _):
                return Named(
                    "jhash",
                    ("mod", modulus),
                    ("seed", seed is { } given ? JsonValue(given) : null),
                    ("offset", offset == 0 ? null : JsonValue(offset)),
                    ("expr", Write(of))
                );
            case Expression.TunnelKey(var key, _):
                return Named("tunnel", ("key", key));
            case Expression.Xt(var kind, var name):
                return Named("xt", ("type", kind), ("name", name));
            default:
                throw new UnreachableException();
        }
    }

    internal JsonArray Array(IEnumerable<Expression> expressions)
    {
        var array = new JsonArray();
        foreach (var expression in expressions)
        {
            array.Add(Write(expression));
        }
        return array;
    }

    internal JsonArray Elements(IEnumerable<Expression> elements)
    {
        var array = new JsonArray();
        foreach (var element in elements)
        {
            array.Add(
                element is Expression.Mapping(Expression.Element carried, var data)
                    ? new JsonArray(Write(carried), Write(data))
                    : Write(element)
            );
        }
        return array;
    }

    internal static JsonObject Verdict(Verdict verdict) =>
        verdict.Chain is { } chain
            ? Named(verdict.Kind, ("target", chain))
            : One(verdict.Kind, null);

    internal static JsonObject One(string name, JsonNode? value) => new() { [name] = value };

    /// <summary>An object of those members that have a value.</summary>
    internal static JsonObject Of(params ReadOnlySpan<(string Name, JsonNode? Value)> members)
    {
        var made = new JsonObject();
        foreach (var (name, value) in members)
        {
            if (value is not null)
            {
                made[name] = value;
            }
        }
        return made;
    }

    internal static JsonObject Named(
        string name,
        params ReadOnlySpan<(string Name, JsonNode? Value)> members
    ) => One(name, Of(members));

    internal static JsonNode? Texts(EquatableArray<string> texts)
    {
        if (texts.Count == 0)
        {
            return null;
        }
        var array = new JsonArray();
        foreach (var text in texts)
        {
            array.Add((JsonNode?)text);
        }
        return array;
    }

    /// <summary>One flag stands alone, several in a list.</summary>
    internal static JsonNode? Flags(EquatableArray<string> flags) =>
        flags.Count == 1 ? flags[0] : Texts(flags);

    internal static JsonNode JsonValue(ulong number) =>
        System.Text.Json.Nodes.JsonValue.Create(number);

    private JsonNode? Plainly(Expression end) =>
        end is Expression.Constant(var type, var value)
        && type.Notation
            is Notation.NameOrDecimal
                or Notation.QuotedNameOrDecimal
                or Notation.NameOrHexadecimal
        && value <= ulong.MaxValue
            ? JsonValue((ulong)value)
            : Write(end);

    private static JsonNode? Constant(Datatype type, UInt128 value)
    {
        switch (type.Notation)
        {
            case Notation.Flags:
                var flags = new JsonArray();
                foreach (var (name, bit) in type.Symbols)
                {
                    if ((value & bit) != 0)
                    {
                        flags.Add((JsonNode?)name);
                    }
                }
                return flags.Count == 0 ? JsonValue((ulong)value)
                    : flags.Count == 1 ? flags[0]!.DeepClone()
                    : One("|", flags);
            case Notation.NameOrDecimal when type.Name == "boolean":
                return value == 1;
            case Notation.Duration:
                return JsonValue((ulong)value / 1000);
            case Notation.NameOrDecimal
            or Notation.NameOrHexadecimal
            or Notation.QuotedNameOrDecimal when type.NameOf(value) is { } known:
                return known;
            case Notation.Ipv4 or Notation.Ipv6 or Notation.Ethernet:
                return ConstantText.Print(type, value, Plain);
            case Notation.Hour or Notation.Moment or Notation.Handle:
                return ConstantText.Print(type, value, Plain).Trim('"');
            default:
                return value <= ulong.MaxValue
                    ? JsonValue((ulong)value)
                    : ConstantText.Print(StandardTypes.Hexadecimal, value, Plain);
        }
    }

    private JsonObject Bitwise(string sign, Expression left, Expression right)
    {
        var operands = new JsonArray();
        // Several in a row of one operator are one.
        var stack = new Stack<Expression>();
        stack.Push(right);
        while (left is Expression.Bitwise(var inner, var first, var second) && inner == sign)
        {
            stack.Push(second);
            left = first;
        }
        operands.Add(Write(left));
        foreach (var operand in stack)
        {
            operands.Add(Write(operand));
        }
        return One(sign, operands);
    }

    private JsonObject Element(Expression.Element element)
    {
        var members = Of(
            ("val", Write(element.Key)),
            ("timeout", element.Timeout is { } timeout ? JsonValue(timeout / 1000) : null),
            ("expires", element.Expires is { } expires ? JsonValue(expires / 1000) : null),
            ("comment", element.Comment)
        );
        foreach (var statement in element.Statements)
        {
            if (Carried?.Invoke(statement) is { } written)
            {
                foreach (var (name, value) in written)
                {
                    members[name] = value?.DeepClone();
                }
            }
        }
        return One("elem", members);
    }

    private static JsonObject Extension(Expression.Extension extension)
    {
        if (extension.Name.StartsWith('@'))
        {
            var parts = extension
                .Name[1..]
                .Split(',')
                .Select(part =>
                    ulong.Parse(part, System.Globalization.CultureInfo.InvariantCulture)
                )
                .ToList();
            return Named(
                extension.Kind,
                ("base", JsonValue(parts[0])),
                ("offset", JsonValue(parts[1])),
                ("len", JsonValue(parts[2]))
            );
        }
        if (
            extension.Kind == "tcp option"
            && ulong.TryParse(
                extension.Name,
                System.Globalization.NumberStyles.None,
                System.Globalization.CultureInfo.InvariantCulture,
                out var number
            )
        )
        {
            return Named(
                extension.Kind,
                ("base", JsonValue(number)),
                ("offset", 0),
                ("len", extension.Field is null ? 8 : 0)
            );
        }
        if (extension.Kind == "dccp option")
        {
            return Named(
                extension.Kind,
                (
                    "type",
                    JsonValue(
                        ulong.Parse(
                            extension.Name,
                            System.Globalization.CultureInfo.InvariantCulture
                        )
                    )
                )
            );
        }
        var field = extension.Field;
        JsonNode? index = null;
        if (field?.IndexOf('[') is > 0 and var bracket)
        {
            index = JsonValue(
                ulong.Parse(
                    field.AsSpan(bracket + 1, field.Length - bracket - 2),
                    System.Globalization.CultureInfo.InvariantCulture
                )
            );
            field = field[..bracket];
        }
        return Named(extension.Kind, ("name", extension.Name), ("field", field), ("offset", index));
    }
}
