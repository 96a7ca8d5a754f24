using Hardening.Addresses;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Rulesets;
using Hardening.Rulesets.Nftables.Evaluation;
using Hardening.Rulesets.Nftables.Printing;
using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Analysis.Translation.Nftables;

/// <summary>
/// The matches of a rule as conditions. What is not modelled becomes an unknown: one for equal texts where the packet alone decides,
/// one for every place where it does not.
/// </summary>
/// <param name="family">Whose packets.</param>
/// <param name="layer">What is asked about: packets, or frames.</param>
/// <param name="view">What is seen of connections.</param>
/// <param name="place">The rule.</param>
/// <param name="sets">The contents of the table's sets.</param>
internal sealed class MatchTranslation(
    IpFamily family,
    FilterLayer layer,
    ConnectionView view,
    RulePlace place,
    SetConditions sets
)
{
    /// <summary>What rules ask.</summary>
    internal QuestionTranslation Questions { get; } = new(family, layer, view);

    /// <summary>Whether a statement may end the rule by something that is no function of the packet.</summary>
    internal static bool MayRefuse(Statement statement) =>
        statement is Statement.Limit or Statement.Quota or Statement.ConnectionLimit;

    internal Condition Of(Statement.Match match)
    {
        var (left, sign, right, _) = match;
        return Guarded(left, Compared(left, sign, right));
    }

    /// <summary>What there must be for a question to be one at all, before a condition about it.</summary>
    internal Condition Guarded(Expression left, Condition condition)
    {
        var guards = Questions.Presences(left).ToList();
        return guards.Count == 0 ? condition : new Condition.AllOf([.. guards, condition]);
    }

    private Condition Compared(Expression left, string sign, Expression right)
    {
        var question = Questions.Of(left);
        switch (sign)
        {
            case "" or "==" or "!=":
                var isNegated = sign == "!=";
                var isFlags =
                    sign.Length == 0
                    && right is Expression.Constant({ IsBitmask: true }, _)
                    && left is not Expression.Bitwise;
                var positive =
                    isFlags && question is not null
                        ? question.HasAnyOf(((Expression.Constant)right).Value)
                        : Equal(left, question, right);
                return positive is null
                    ? Unknown(left, "", right, isNegated)
                    : positive.NegatedIf(isNegated);
            case "!" when right is Expression.Constant(_, var bits):
                return question?.HasAnyOf(bits)?.Opposite()
                    ?? Unknown(left, "", right, isNegated: true);
            default:
                return Ordered(question, sign, right) ?? Unknown(left, sign, right);
        }
    }

    /// <summary>Whether a packet is the element of a set or map.</summary>
    internal Condition Element(Expression key, Expression element)
    {
        var carried = element switch
        {
            Expression.Mapping(Expression.Element one, _) => one,
            Expression.Element one => one,
            _ => null,
        };
        var condition = Key(key, SetEvaluator.KeyOf(element));
        return carried?.Statements.Any(MayRefuse) == true
            ? new Condition.AllOf([
                condition,
                Stateful.At(DocumentPrinter.Print(carried, Stateless), place, "elements"),
            ])
            : condition;
    }

    /// <summary>The name of an interface; a star at its end stands for any end.</summary>
    internal static Condition Interface(PacketField field, string name)
    {
        if (name.EndsWith("\\*", StringComparison.Ordinal))
        {
            return new Condition.Named(field, name[..^2] + "*");
        }
        return !name.EndsWith('*') ? new Condition.Named(field, name)
            : name.Length == 1 ? Condition.Always
            : new Condition.Named(field, name[..^1], IsPrefix: true);
    }

    /// <summary>What a map has, and for which packets; null where nobody knows all that it has.</summary>
    internal IReadOnlyList<(Condition Where, Expression Data)>? Mapped(Expression.Lookup lookup)
    {
        var name = (lookup.Map as Expression.SetReference)?.Name;
        if (name is not null && (!sets.Exists(name) || sets.IsOpen(name) || sets.IsEmptied(name)))
        {
            return null;
        }
        var elements = name is null
            ? ((Expression.SetLiteral)lookup.Map).Elements
            : sets.Elements(name);
        var cases = new List<(Condition, Expression)>();
        var listed = new List<Condition>();
        // The keys of a map exclude each other; the wildcard stands for all other packets.
        foreach (
            var element in elements.OrderBy(one => SetEvaluator.KeyOf(one) is Expression.Wildcard)
        )
        {
            if (element is not Expression.Mapping(_, var data))
            {
                return null;
            }
            var condition =
                SetEvaluator.KeyOf(element) is Expression.Wildcard
                    ? new Condition.AnyOf(listed.ToEquatableArray()).Opposite()
                    : Element(lookup.Key, element);
            listed.Add(condition);
            cases.Add((condition, data));
        }
        return cases;
    }

    /// <summary>Whether a condition asks a field.</summary>
    internal static bool Asks(Condition condition, PacketField field) =>
        Conditions
            .Within(condition)
            .Any(one =>
                one switch
                {
                    Condition.Among(var asked, _) => asked == field,
                    Condition.BitsAre(var asked, _, _) => asked == field,
                    Condition.Named(var asked, _, _) => asked == field,
                    _ => false,
                }
            );

    /// <summary>An unknown by the text of the question and what it is compared with.</summary>
    /// <param name="left">The question.</param>
    /// <param name="sign">How it is compared; nothing for equality.</param>
    /// <param name="right">With what.</param>
    /// <param name="isNegated">Whether the opposite is asked. Packets that have no answer at all say no to that too.</param>
    internal Condition Unknown(
        Expression left,
        string sign,
        Expression right,
        bool isNegated = false
    )
    {
        // What is there or not is one question.
        if (right is Expression.Constant({ Name: "boolean" } type, var no) && no == 0)
        {
            right = new Expression.Constant(type, 1);
            isNegated = !isNegated;
        }
        var asked = DocumentPrinter.Print(left);
        var unknown = Asked(
            left,
            $"{asked} {(sign.Length == 0 ? string.Empty : sign + " ")}{DocumentPrinter.Print(right)}"
        );
        return !isNegated ? unknown
            : QuestionTranslation.MayBreak(left)
                ? new Condition.AllOf([Asked(left, $"there is {asked}"), unknown.Opposite()])
            : unknown.Opposite();
    }

    private Condition.Unmodelled Asked(Expression left, string text) =>
        QuestionTranslation.IsOfThePacket(left)
            ? new Condition.Unmodelled(text)
            : Stateful.At(text, place);

    private static PrintStyle Stateless { get; } = new(Stateless: true);

    private Condition? Equal(Expression left, Question? question, Expression right)
    {
        switch (right)
        {
            case Expression.SetReference reference:
                return Set(left, reference);
            case Expression.SetLiteral(var elements, _):
                return Any(left, elements);
            case Expression.Concatenation:
                return Key(left, right);
            default:
                return question is null ? null : Single(left, question, right);
        }
    }

    private Condition Set(Expression left, Expression.SetReference reference)
    {
        var name = reference.Name;
        if (!sets.Exists(name))
        {
            return new Condition.Unmodelled($"{DocumentPrinter.Print(left)} @{name}");
        }
        if (sets.IsEmptied(name))
        {
            return OfSet(name, DocumentPrinter.Print(left));
        }
        if (Questions.Of(left) is Question.Absent)
        {
            return Condition.Never;
        }
        var text = DocumentPrinter.Print(left);
        var elements = sets.Elements(name);
        // An element that limits is asked anew at every place.
        var listed = elements.Any(element =>
            element is Expression.Element one && one.Statements.Any(MayRefuse)
        )
            ? Any(left, elements)
            : sets.Once(name, (text, view), () => Any(left, elements));
        var found = sets.IsOpen(name) ? new Condition.AnyOf([listed, OfSet(name, text)]) : listed;
        return sets.Declared(name).Any(MayRefuse)
            ? new Condition.AllOf([found, OfSet(name, $"what is said of every element for {text}")])
            : found;
    }

    private Condition.Unmodelled OfSet(string set, string text) =>
        Stateful.At($"{text} @{set}", place, $"@{set}", sets.DefinitionOf(set));

    private Condition Any(Expression left, IReadOnlyList<Expression> elements)
    {
        var limits = false;
        foreach (var element in elements)
        {
            if (SetEvaluator.KeyOf(element) is Expression.Wildcard)
            {
                return Condition.Always;
            }
            limits |= element is Expression.Element one && one.Statements.Any(MayRefuse);
        }
        if (!limits && Questions.Of(left)?.Ranges(elements) is { } ranges)
        {
            return ranges;
        }
        return new Condition.AnyOf(
            elements.Select(element => Element(left, element)).ToEquatableArray()
        );
    }

    private Condition Key(Expression left, Expression key)
    {
        if (key is Expression.Wildcard)
        {
            return Condition.Always;
        }
        if (left is not Expression.Concatenation(var parts))
        {
            var question = Questions.Of(left);
            return (question is null ? null : Single(left, question, key))
                ?? Unknown(left, string.Empty, key);
        }
        if (key is not Expression.Concatenation(var values) || values.Count != parts.Count)
        {
            return Unknown(left, string.Empty, key);
        }
        return new Condition.AllOf(
            parts.Select((part, index) => Key(part, values[index])).ToEquatableArray()
        );
    }

    private static Condition? Single(Expression left, Question question, Expression value) =>
        value switch
        {
            Expression.TextConstant(_, var name) => question.Is(name),
            _ => SetEvaluator.Ends(value) is var (first, last)
                ? left is Expression.Bitwise && first != last
                    ? null
                    : first > last
                        ? null
                        : question.Between(first, last)
                : null,
        };

    private static Condition? Ordered(Question? question, string sign, Expression right)
    {
        if (question is null || right is not Expression.Constant(var type, var value))
        {
            return null;
        }
        var highest = type.Highest;
        return sign switch
        {
            "<" => value == 0 ? Condition.Never : question.Between(0, value - 1),
            "<=" => question.Between(0, value),
            ">" => value >= highest ? Condition.Never : question.Between(value + 1, highest),
            ">=" => question.Between(value, highest),
            _ => null,
        };
    }
}
