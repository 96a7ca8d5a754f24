using Hardening.Rulesets.Nftables.Datatypes;
using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Evaluation;

/// <summary>Types the elements of sets and maps, joins intervals, and refuses those that contradict each other.</summary>
/// <param name="values">Types values.</param>
internal sealed partial class SetEvaluator(ValueResolver values)
{
    /// <summary>A set or map without a name.</summary>
    /// <param name="literal">As it was read.</param>
    /// <param name="key">The types of its elements.</param>
    /// <param name="data">The types of its values; null for a set.</param>
    internal Expression.SetLiteral Evaluate(
        Expression.SetLiteral literal,
        IReadOnlyList<Datatype> key,
        IReadOnlyList<Datatype>? data
    )
    {
        var elements = Elements(literal.Elements, key, data);
        var isInterval =
            key.Count == 1
            && elements.Exists(element =>
                KeyOf(element) is Expression.Interval or Expression.Prefix
            );
        if (isInterval)
        {
            elements = data is null ? Merged(elements, key[0]) : Checked(elements, key[0]);
        }
        else if (
            key.Count == 1
            && !key[0].IsBitmask
            && elements.TrueForAll(element => KeyOf(element) is Expression.Constant)
        )
        {
            elements =
            [
                .. elements.OrderBy(element => ((Expression.Constant)KeyOf(element)).Value),
            ];
        }
        return new Expression.SetLiteral(WithLengths(elements).ToEquatableArray(), literal.Point);
    }

    /// <summary>Among values that are prefixes or ranges nft writes the length of a single address, too.</summary>
    internal static IReadOnlyList<Expression> WithLengths(IEnumerable<Expression> elements)
    {
        var all = elements.ToList();
        return all.Exists(element =>
            element is Expression.Mapping(_, Expression.Prefix or Expression.Interval)
        )
            ?
            [
                .. all.Select(element =>
                    element
                        is Expression.Mapping(
                            var key,
                            Expression.Constant
                            ({ Notation: Notation.Ipv4 or Notation.Ipv6 } type, _) data
                        )
                        ? new Expression.Mapping(key, new Expression.Prefix(data, type.Width))
                        : element
                ),
            ]
            : all;
    }

    /// <summary>The elements of a set, typed, those of sets within it included.</summary>
    internal List<Expression> Elements(
        IReadOnlyCollection<Expression> elements,
        IReadOnlyList<Datatype> key,
        IReadOnlyList<Datatype>? data
    )
    {
        var typed = new List<Expression>(elements.Count);
        Add(elements, key, data, typed);
        return typed;
    }

    private void Add(
        IEnumerable<Expression> elements,
        IReadOnlyList<Datatype> key,
        IReadOnlyList<Datatype>? data,
        List<Expression> typed
    )
    {
        foreach (var element in elements)
        {
            if (element is Expression.SetLiteral(var inner, _))
            {
                Add(inner, key, data, typed);
            }
            else
            {
                typed.Add(Element(element, key, data));
            }
        }
    }

    private Expression Element(
        Expression element,
        IReadOnlyList<Datatype> key,
        IReadOnlyList<Datatype>? data
    ) =>
        element switch
        {
            Expression.Mapping(var from, var to) => data is null
                ? throw values.Error(
                    ValueResolver.PointOf(from),
                    "found a value behind \":\", expected elements of a set, which have none"
                )
                : new Expression.Mapping(Key(from, key), Data(to, data)),
            _ when data is not null => throw values.Error(
                ValueResolver.PointOf(element),
                "found an element without a value, expected one of a map, such as 22 : accept"
            ),
            _ => Key(element, key),
        };

    private Expression Key(Expression key, IReadOnlyList<Datatype> types) =>
        key switch
        {
            Expression.Wildcard => key,
            Expression.Element element => element with { Key = Key(element.Key, types) },
            Expression.Concatenation(var parts) => Parts(values, parts, types),
            _ => types.Count == 1
                ? values.Resolve(key, types[0])
                : throw values.Error(
                    ValueResolver.PointOf(key),
                    $"found one value, expected {types.Count} joined by \".\""
                ),
        };

    private Expression Data(Expression data, IReadOnlyList<Datatype> types)
    {
        if (types[0] == StandardTypes.Verdict)
        {
            return data is Expression.VerdictValue
                ? data
                : throw values.Error(
                    ValueResolver.PointOf(data),
                    "found a value, expected a verdict such as accept or jump and the name of a chain"
                );
        }
        return data switch
        {
            Expression.VerdictValue => data,
            Expression.Concatenation(var parts) => Parts(values, parts, types),
            Expression.Lookup or Expression.Payload or Expression.Meta or Expression.Conntrack =>
                data,
            _ => types.Count == 1
                ? Shortened(values.Resolve(data, types[0]), types[0])
                : throw values.Error(
                    ValueResolver.PointOf(data),
                    $"found one value, expected {types.Count} joined by \".\""
                ),
        };
    }

    private static Expression Shortened(Expression value, Datatype type) =>
        value is Expression.Interval(Expression.Constant first, Expression.Constant last)
            ? AsPrefix(first, last, type) ?? value
            : value;

    /// <summary>Values joined by dots.</summary>
    internal static Expression.Concatenation Parts(
        ValueResolver values,
        EquatableArray<Expression> parts,
        IReadOnlyList<Datatype> types
    ) =>
        parts.Count == types.Count
            ? new Expression.Concatenation(
                parts
                    .Select(
                        (part, index) =>
                            part is Expression.Wildcard ? part : values.Resolve(part, types[index])
                    )
                    .ToEquatableArray()
            )
            : throw values.Error(
                ValueResolver.PointOf(parts[0]),
                $"found {parts.Count} values joined by \".\", expected {types.Count}"
            );

    /// <summary>The key of an element, without what it carries.</summary>
    internal static Expression KeyOf(Expression element) =>
        element switch
        {
            Expression.Mapping(var key, _) => KeyOf(key),
            Expression.Element carried => carried.Key,
            _ => element,
        };

    /// <summary>The first and the last value of a key; null where it has none, or is a name.</summary>
    internal static (UInt128 First, UInt128 Last)? Ends(Expression key) =>
        key switch
        {
            Expression.Constant(_, var value) => (value, value),
            Expression.Prefix(Expression.Constant(var type, var value), var length) => (
                value,
                value | Datatype.Ones(type.Width - length)
            ),
            Expression.Interval(
                Expression.Constant
                (_, var first),
                Expression.Constant
                (_, var last)
            ) => (first, last),
            _ => null,
        };

    /// <summary>A range as a prefix, if it is one and its type is written so; null if not.</summary>
    internal static Expression? AsPrefix(
        Expression.Constant first,
        Expression.Constant last,
        Datatype type
    )
    {
        if (type.Notation is not (Notation.Ipv4 or Notation.Ipv6))
        {
            return null;
        }
        if (first.Value == last.Value)
        {
            return first;
        }
        var size = last.Value - first.Value + 1;
        var whole = type.Width == 128 && size == 0;
        if (!whole && !UInt128.IsPow2(size) || (first.Value & (size - 1)) != 0)
        {
            return null;
        }
        var length = whole ? 0 : type.Width - (int)UInt128.Log2(size);
        return new Expression.Prefix(first, length);
    }
}
