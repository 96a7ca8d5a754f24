using Hardening.Addresses;
using Hardening.Rulesets.Nftables.Datatypes;
using Hardening.Rulesets.Nftables.Reading;
using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Evaluation;

/// <summary>Gives words and numbers the type that they are compared by.</summary>
/// <param name="file">The name of the text in messages.</param>
internal sealed partial class ValueResolver(string file)
{
    private const int LongestInterface = 15;

    /// <summary>The clock's distance from UTC where times of a day are written, in seconds.</summary>
    internal int ZoneOffset { get; init; }

    /// <summary>A value of one type.</summary>
    /// <param name="expression">As it was read.</param>
    /// <param name="type">The type.</param>
    /// <param name="highest">The highest value, if it is another one than the type's.</param>
    internal Expression Resolve(Expression expression, Datatype type, UInt128? highest = null)
    {
        switch (expression)
        {
            case Expression.Symbol symbol:
                return Value(symbol, type, highest ?? type.Highest);
            case Expression.Prefix(var value, var length):
                return Prefix(Resolve(value, type, highest), length, type, value);
            case Expression.Interval(var first, var last):
                var low = Resolve(first, type, highest);
                var high = Resolve(last, type, highest);
                if (
                    low is Expression.Constant(_, var from)
                    && high is Expression.Constant(_, var to)
                    && from > to
                    && type.Notation != Notation.Hour
                )
                {
                    throw Error(
                        PointOf(first),
                        "found a range whose end is before its beginning; expected the lower value first"
                    );
                }
                return new Expression.Interval(low, high);
            case Expression.Alternatives(var items):
                return Alternatives(items, type, highest);
            case Expression.Bitwise(var sign, var left, var right):
                return Fold(
                    sign,
                    Resolve(left, type, highest),
                    Resolve(right, type, highest),
                    type
                );
            case Expression.Concatenation(var parts):
                throw Error(
                    PointOf(parts[0]),
                    $"found {parts.Count} values joined by \".\", expected one of the type {type.Name}"
                );
            default:
                return expression;
        }
    }

    /// <summary>The first place within an expression that is known.</summary>
    internal static SourcePoint PointOf(Expression expression) =>
        expression switch
        {
            Expression.Symbol symbol => symbol.Point,
            Expression.Prefix(var value, _) => PointOf(value),
            Expression.Interval(var first, _) => PointOf(first),
            Expression.Concatenation(var parts) => PointOf(parts[0]),
            Expression.Alternatives(var items) => PointOf(items[0]),
            Expression.Bitwise(_, var left, var right) => PointOf(left) is { Line: > 0 } point
                ? point
                : PointOf(right),
            Expression.SetLiteral(_, var point) => point,
            Expression.SetReference(_, var point) => point,
            Expression.Mapping(var key, _) => PointOf(key),
            Expression.Element element => PointOf(element.Key),
            Expression.Lookup(var key, _) => PointOf(key),
            Expression.Payload payload => payload.Point,
            Expression.RawPayload raw => raw.Point,
            Expression.Extension extension => extension.Point,
            Expression.Meta meta => meta.Point,
            Expression.Conntrack conntrack => conntrack.Point,
            Expression.Fib fib => fib.Point,
            Expression.Socket socket => socket.Point,
            Expression.Routing routing => routing.Point,
            Expression.Ipsec ipsec => ipsec.Point,
            Expression.Fingerprint fingerprint => fingerprint.Point,
            Expression.Numgen numgen => numgen.Point,
            Expression.HashOf hash => hash.Point,
            Expression.TunnelKey tunnel => tunnel.Point,
            _ => default,
        };

    internal InputException Error(SourcePoint point, string message) =>
        new(new InputError(file, Math.Max(1, point.Line), Math.Max(1, point.Column), message));

    /// <summary>Two constants in one; anything else stays as it is.</summary>
    internal static Expression Fold(string sign, Expression left, Expression right, Datatype type)
    {
        if (left is not Expression.Constant(_, var a) || right is not Expression.Constant(_, var b))
        {
            return new Expression.Bitwise(sign, left, right);
        }
        return new Expression.Constant(
            type,
            sign switch
            {
                "&" => a & b,
                "|" => a | b,
                "^" => a ^ b,
                "<<" => b > 127 ? 0 : a << (int)b,
                _ => b > 127 ? 0 : a >> (int)b,
            }
        );
    }

    private Expression Alternatives(
        EquatableArray<Expression> items,
        Datatype type,
        UInt128? highest
    )
    {
        if (!type.IsBitmask)
        {
            throw Error(
                PointOf(items[0]),
                $"found a list with commas, expected one value of the type {type.Name}, or a set in braces"
            );
        }
        UInt128 bits = 0;
        foreach (var item in items)
        {
            bits |= Resolve(item, type, highest) is Expression.Constant(_, var value)
                ? value
                : throw Error(PointOf(item), $"found a range, expected flags of {type.Name}");
        }
        return new Expression.Constant(type, bits);
    }

    private Expression Prefix(Expression value, int length, Datatype type, Expression written)
    {
        var width = type.Width;
        if (value is not Expression.Constant(_, var bits) || length > width)
        {
            throw Error(
                PointOf(written),
                $"found a prefix of {length} bits, expected at most {width} of a value of the type {type.Name}"
            );
        }
        if (type.Notation is Notation.Ipv4 or Notation.Ipv6 && length == width)
        {
            return value;
        }
        var mask = type.Highest ^ Datatype.Ones(width - length);
        return new Expression.Prefix(new Expression.Constant(type, bits & mask), length);
    }

    private Expression Value(Expression.Symbol symbol, Datatype type, UInt128 highest)
    {
        switch (type.Notation)
        {
            case Notation.Text when type == StandardTypes.InterfaceIndex:
                return Number(symbol.Text) is { } index && !symbol.IsQuoted
                    ? new Expression.Constant(StandardTypes.Integer.OfWidth(32), index)
                    : new Expression.TextConstant(type, Name(symbol));
            case Notation.Text when type == StandardTypes.InterfaceName:
                return new Expression.TextConstant(type, Name(symbol));
            case Notation.Text:
                return symbol.Text.Length is > 0 and <= 512
                    ? new Expression.TextConstant(type, symbol.Text)
                    : throw Error(symbol.Point, "found no text, expected some in the quotes");
        }
        if (Parse(symbol, type) is not { } value)
        {
            // Other names of accounts are those of the host that loads the rules.
            if (type == StandardTypes.Uid || type == StandardTypes.Gid)
            {
                return new Expression.TextConstant(type, symbol.Text);
            }
            throw Unknown(symbol, type);
        }
        if (value > highest)
        {
            throw Error(
                symbol.Point,
                $"found {Quotation.Of(symbol.Text)}, expected a value of the type {type.Name} from 0 to {highest}"
            );
        }
        return new Expression.Constant(type, value);
    }

    private string Name(Expression.Symbol symbol)
    {
        var name = symbol.Text;
        return name.Length == 0
                ? throw Error(symbol.Point, "found no name, expected the name of an interface")
            : name.Replace("\\*", "*", StringComparison.Ordinal).TrimEnd('*').Length
            > LongestInterface
                ? throw Error(
                    symbol.Point,
                    $"found {Quotation.Of(name)}, expected the name of an interface of at most {LongestInterface} characters"
                )
            : name;
    }

    private UInt128? Parse(Expression.Symbol symbol, Datatype type)
    {
        var text = symbol.Text;
        switch (type.Notation)
        {
            case Notation.Ipv4:
                if (Octets(text) is { } octets)
                {
                    return octets;
                }
                return Address.TryParse(text, out var address, out _)
                    ? address.Family == IpFamily.IPv4
                        ? address.Bits
                        : null
                    : Number(text);
            case Notation.Ipv6:
                return Ipv6Text.TryParse(text, out var wide) ? wide : Number(text);
            case Notation.Ethernet:
                return Ethernet(text)
                    ?? (text.StartsWith("0x", StringComparison.Ordinal) ? Number(text) : null);
            case Notation.Duration:
                return DurationText.Parse(text);
            case Notation.Hour:
                return Hour(text, symbol.IsQuoted);
            case Notation.Moment:
                return Moment(text);
            case Notation.Handle:
                return type.Find(text) ?? Handle(text) ?? Number(text);
            case Notation.QuotedNameOrDecimal when type == StandardTypes.Day:
                return NameOf(text, type) ?? (Number(text) is { } day && day < 7 ? day : null);
            case Notation.Decimal when type == StandardTypes.ConntrackLabel:
                return Number(text) is { } label && label < 128 ? label : null;
            default:
                return NameOf(text, type) ?? Number(text);
        }
    }

    private static UInt128? NameOf(string text, Datatype type)
    {
        if (type.Notation is Notation.QuotedNameOrDecimal && type == StandardTypes.Day)
        {
            // As nft does, the first letters are enough, in any case.
            foreach (var (name, value) in type.Symbols)
            {
                if (text.Length >= 3 && name.StartsWith(text, StringComparison.OrdinalIgnoreCase))
                {
                    return value;
                }
            }
            return null;
        }
        return type.Find(text);
    }

    private InputException Unknown(Expression.Symbol symbol, Datatype type)
    {
        var what = type.Notation switch
        {
            Notation.Ipv4 =>
                "an IPv4 address; names of hosts are not looked up from here, so write their addresses",
            Notation.Ipv6 =>
                "an IPv6 address; names of hosts are not looked up from here, so write their addresses",
            Notation.Ethernet => "an Ethernet address such as 00:11:22:33:44:55",
            Notation.Duration => "a span of time such as 1h30m",
            Notation.Hour => "a time of day such as \"17:00\"",
            Notation.Moment => "a moment such as \"2026-01-31 17:00:00\"",
            _ when type.Symbols.IsEmpty => $"a number of the type {type.Name}",
            _ => $"a number or a name of the type {type.Name}",
        };
        var near = type.Symbols.IsEmpty
            ? null
            : Spelling.Nearest(symbol.Text, type.Symbols.Select(one => one.Name));
        return Error(
            symbol.Point,
            $"found {Quotation.Of(symbol.Text)}, expected {what}"
                + (near is null ? string.Empty : $"; did you mean {near}?")
                + (
                    type == StandardTypes.Service && near is null
                        ? "; write the port's number"
                        : string.Empty
                )
        );
    }
}
