using Hardening.Rulesets.Nftables.Datatypes;
using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Evaluation;

internal sealed partial class RuleEvaluator
{
    /// <summary>A match in the form that nft prints, which asks the same.</summary>
    private static Statement.Match Simplified(Statement.Match match, IReadOnlyList<Datatype> types)
    {
        var (left, sign, right, _) = match;
        var type = types[0];
        if (left is Expression.Bitwise(var combined, var inner, Expression.Constant(_, var mask)))
        {
            var isEqual = sign is "" or "==";
            switch (combined)
            {
                case "^"
                    when right is Expression.Constant(_, var value) && (isEqual || sign == "!="):
                    return new Statement.Match(
                        inner,
                        isEqual ? string.Empty : sign,
                        new Expression.Constant(type, value ^ mask)
                    );
                case "&"
                    when mask == type.Highest && type.IsBitmask && right is Expression.Constant:
                    return new Statement.Match(inner, isEqual ? "==" : sign, right);
                case "&"
                    when type.IsBitmask
                        && mask != 0
                        && right is Expression.Constant(_, var none)
                        && none == 0
                        && (isEqual || sign == "!="):
                    return new Statement.Match(
                        inner,
                        isEqual ? "!" : string.Empty,
                        new Expression.Constant(type, mask)
                    );
                case "&"
                    when type.Notation is Notation.Ipv4 or Notation.Ipv6
                        && right is Expression.Constant(_, var start)
                        && start == mask
                        && isEqual
                        && PrefixLength(mask, type.Width) is { } length:
                    return new Statement.Match(
                        inner,
                        string.Empty,
                        new Expression.Prefix(new Expression.Constant(type, start), length)
                    );
            }
            return sign.Length == 0 ? match with { Operator = "==" } : match;
        }
        if (left is Expression.Bitwise)
        {
            return
                sign.Length == 0 && right is not (Expression.SetLiteral or Expression.SetReference)
                ? match with
                {
                    Operator = "==",
                }
                : match;
        }
        // A prefix of a number that is no address is a mask.
        if (
            right is Expression.Prefix(Expression.Constant(_, var bits), var width)
            && type.Notation is not (Notation.Ipv4 or Notation.Ipv6)
            && sign is "" or "==" or "!="
            && right is Expression.Prefix(Expression.Constant(_, _), _)
            && type.Notation is not (Notation.Ipv4 or Notation.Ipv6)
        )
        {
            return new Statement.Match(
                new Expression.Bitwise(
                    "&",
                    left,
                    new Expression.Constant(type, type.Highest ^ Datatype.Ones(type.Width - width))
                ),
                sign == "!=" ? "!=" : "==",
                new Expression.Constant(type, bits)
            );
        }
        return sign == "==" && !(type.IsBitmask && right is Expression.Constant)
            ? match with
            {
                Operator = string.Empty,
            }
            : match;
    }

    private static int? PrefixLength(UInt128 mask, int width)
    {
        var zeros = mask == 0 ? width : (int)UInt128.TrailingZeroCount(mask);
        var full = width == 128 ? UInt128.MaxValue : Datatype.Ones(width);
        return mask == (zeros >= 128 ? 0 : full >> zeros << zeros) ? width - zeros : null;
    }
}
