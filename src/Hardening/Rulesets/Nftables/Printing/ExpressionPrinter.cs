using System.Diagnostics;
using System.Globalization;
using System.Text;
using Hardening.Rulesets.Nftables.Datatypes;
using Hardening.Rulesets.Nftables.Reading;
using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Printing;

/// <summary>Prints expressions as nft does.</summary>
/// <param name="text">Where to.</param>
/// <param name="style">What of them.</param>
internal sealed class ExpressionPrinter(StringBuilder text, PrintStyle style)
{
    /// <summary>What stands between flags: a comma where any of them will do.</summary>
    internal string FlagSeparator { get; set; } = " | ";

    internal void Print(Expression expression)
    {
        switch (expression)
        {
            case Expression.Symbol { IsQuoted: true } symbol:
                text.Append('"').Append(symbol.Text).Append('"');
                break;
            case Expression.Symbol symbol:
                text.Append(symbol.Text);
                break;
            case Expression.Constant(var type, var value):
                text.Append(ConstantText.Print(type, value, style, FlagSeparator));
                break;
            case Expression.TextConstant(_, var value):
                text.Append('"').Append(value).Append('"');
                break;
            case Expression.Wildcard:
                text.Append('*');
                break;
            case Expression.Prefix(var value, var length):
                Print(value);
                text.Append(CultureInfo.InvariantCulture, $"/{length}");
                break;
            case Expression.Interval(var first, var last):
                RangeEnd(first);
                text.Append('-');
                RangeEnd(last);
                break;
            case Expression.Concatenation(var parts):
                Joined(parts, " . ");
                break;
            case Expression.Alternatives(var items):
                Joined(items, ",");
                break;
            case Expression.SetLiteral(var elements, _):
                text.Append("{ ");
                Joined(elements, ", ");
                text.Append(" }");
                break;
            case Expression.Element element:
                Element(element);
                break;
            case Expression.Mapping(var key, var data):
                Print(key);
                text.Append(" : ");
                Print(data);
                break;
            case Expression.VerdictValue(var verdict):
                Verdict(verdict);
                break;
            case Expression.SetReference(var name, _):
                text.Append('@').Append(name);
                break;
            case Expression.Bitwise(var sign, var left, var right):
                Operand(sign, left);
                text.Append(' ').Append(sign).Append(' ');
                Operand(sign, right);
                break;
            case Expression.Lookup(var key, var map):
                Print(key);
                text.Append(" map ");
                Print(map);
                break;
            default:
                text.Append(Selector(expression));
                break;
        }
    }

    internal void Verdict(Verdict verdict)
    {
        text.Append(verdict.Kind);
        if (verdict.Chain is { } chain)
        {
            text.Append(' ').Append(chain);
        }
    }

    private void Joined(EquatableArray<Expression> expressions, string separator)
    {
        for (var i = 0; i < expressions.Count; i++)
        {
            text.Append(i > 0 ? separator : string.Empty);
            Print(expressions[i]);
        }
    }

    /// <summary>The ends of ranges are printed as plain as can be.</summary>
    private void RangeEnd(Expression end)
    {
        if (end is Expression.Constant({ Notation: Notation.Duration }, var milliseconds))
        {
            text.Append(CultureInfo.InvariantCulture, $"{milliseconds / 1000}s");
        }
        else if (
            end is Expression.Constant(
                { Notation: Notation.NameOrDecimal }
                    or { Notation: Notation.QuotedNameOrDecimal },
                var value
            )
        )
        {
            text.Append(value.ToString(CultureInfo.InvariantCulture));
        }
        else if (
            end is Expression.Constant({ Notation: Notation.NameOrHexadecimal } type, var bits)
        )
        {
            var digits = (type.Width + 7) / 8 * 2;
            text.Append("0x")
                .Append(bits.ToString("x", CultureInfo.InvariantCulture).PadLeft(digits, '0'));
        }
        else
        {
            Print(end);
        }
    }

    /// <summary>Operands that bind less than the operator go into parentheses, and every combination of constants does.</summary>
    private void Operand(string sign, Expression operand)
    {
        var needs =
            operand is Expression.Alternatives
            || sign is "&" or "^"
                && operand is Expression.Constant({ IsBitmask: true }, var bits)
                && UInt128.PopCount(bits) > 1
            || operand is Expression.Bitwise(var inner, _, _) && Rank(inner) < Rank(sign);
        text.Append(needs ? "(" : string.Empty);
        Print(operand);
        text.Append(needs ? ")" : string.Empty);
    }

    private static int Rank(string sign) =>
        sign switch
        {
            "|" => 0,
            "^" => 1,
            "&" => 2,
            _ => 3,
        };

    private void Element(Expression.Element element)
    {
        Print(element.Key);
        var statements = new StatementPrinter(text, style);
        if (element.Timeout is { } timeout)
        {
            text.Append(" timeout ").Append(timeout == 0 ? "never" : DurationText.Print(timeout));
        }
        if (element.Expires is { } expires && !style.Stateless)
        {
            text.Append(" expires ").Append(expires == 0 ? "never" : DurationText.Print(expires));
        }
        foreach (var statement in element.Statements)
        {
            text.Append(' ');
            statements.Print(statement);
        }
        if (element.Comment is { } comment)
        {
            text.Append(" comment \"").Append(comment).Append('"');
        }
    }

    /// <summary>A question about a packet.</summary>
    internal string Selector(Expression expression) =>
        expression switch
        {
            Expression.Payload(var protocol, var field, var tunnel, _) => tunnel is null
                ? $"{protocol} {field}"
                : $"{tunnel} {protocol} {field}",
            Expression.RawPayload(var start, var offset, var length, _) => string.Create(
                CultureInfo.InvariantCulture,
                $"@{start},{offset},{length}"
            ),
            Expression.Extension("exthdr", var name, var field, _) => field is null
                ? $"exthdr {name}"
                : $"{name} {field}",
            Expression.Extension(var kind, var name, var field, _) => field is null
                ? $"{kind} {name}"
                : $"{kind} {name} {field}",
            Expression.Meta(var key, _) => MetaKeys.IsPrintedBare(key) ? key : $"meta {key}",
            Expression.Conntrack(var key, var direction, var family, _) => string.Join(
                ' ',
                new[] { "ct", direction, family, key }.OfType<string>()
            ),
            Expression.Fib(var flags, var result, _) => $"fib {string.Join(" . ", flags)} {result}",
            Expression.Socket(var key, var level, _) => level is null
                ? $"socket {key}"
                : string.Create(CultureInfo.InvariantCulture, $"socket {key} level {level}"),
            Expression.Routing(var key, var family, _) => family is null
                ? $"rt {key}"
                : $"rt {family} {key}",
            Expression.Ipsec(var direction, var number, var family, var key, _) => string.Join(
                ' ',
                new[]
                {
                    "ipsec",
                    direction,
                    number > 0
                        ? string.Create(CultureInfo.InvariantCulture, $"spnum {number}")
                        : null,
                    family,
                    key,
                }.OfType<string>()
            ),
            Expression.Fingerprint(var ttl, var key, _) => ttl is null
                ? $"osf {key}"
                : $"osf ttl {ttl} {key}",
            Expression.Numgen(var mode, var modulus, var offset, _) => string.Create(
                CultureInfo.InvariantCulture,
                $"numgen {mode} mod {modulus}"
            ) + Offset(offset),
            Expression.HashOf(null, var modulus, _, var offset, _) => string.Create(
                CultureInfo.InvariantCulture,
                $"symhash mod {modulus}"
            ) + Offset(offset),
            Expression.HashOf(var of, var modulus, var seed, var offset, _) => $"jhash {Whole(of)}"
                + string.Create(CultureInfo.InvariantCulture, $" mod {modulus}")
                + (seed is { } number ? $" seed 0x{number:x}" : string.Empty)
                + Offset(offset),
            Expression.TunnelKey(var key, _) => $"tunnel {key}",
            Expression.Xt(var kind, var name) => $"xt {kind} \"{name}\"",
            _ => throw new UnreachableException(),
        };

    private string Whole(Expression expression)
    {
        var inner = new StringBuilder();
        new ExpressionPrinter(inner, style).Print(expression);
        return inner.ToString();
    }

    private static string Offset(uint offset) =>
        offset == 0
            ? string.Empty
            : string.Create(CultureInfo.InvariantCulture, $" offset {offset}");
}
