using System.Numerics;
using Hardening.Analysis.PacketSets;
using Hardening.Analysis.Semantics;
using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Analysis.Translation.Nftables;

/// <summary>What a rule writes as steps.</summary>
/// <param name="view">What is seen of connections.</param>
/// <param name="matches">Translates the keys of maps.</param>
internal sealed class AssignmentTranslation(ConnectionView view, MatchTranslation matches)
{
    /// <summary>Bits that mix two fields double the diagrams one by one.</summary>
    private const int MaxMixed = 8;

    private static readonly ValueRange AnyType = new(0, 15);

    internal IEnumerable<Step> Of(Expression target, Expression value)
    {
        var steps = new List<Step>();
        if (target is Expression.Payload or Expression.RawPayload)
        {
            steps.AddRange(matches.Questions.Presences(target).Select(When));
        }
        steps.AddRange(matches.Questions.Presences(value).Select(When));
        var cases = value is Expression.Lookup lookup ? matches.Mapped(lookup) : null;
        if (value is Expression.Lookup asked)
        {
            // Where the map has nothing for a packet the rule ends.
            steps.Add(
                new Step.When(
                    cases is null
                        ? matches.Unknown(asked.Key, "map", asked.Map)
                        : new Condition.AnyOf(cases.Select(one => one.Where).ToEquatableArray())
                )
            );
        }
        switch (matches.Questions.Of(target))
        {
            case Question.OfField { Offset: var offset } field when offset == 0:
                // A packet of no connection has no mark of one (nft_ct_set_eval).
                steps.AddRange(
                    Written(field, value, cases)
                        .Select(step =>
                            target is Expression.Conntrack
                                ? step with
                                {
                                    Where = new Condition.AllOf([view.IsTracked, step.Where]),
                                }
                                : step
                        )
                );
                if (TypeOf(field.Of) is { } type)
                {
                    steps.Add(new Step.Forget(type, [AnyType]));
                }
                break;
            case Question.OfName(var name):
                steps.Add(Any(name, UInt128.MaxValue));
                break;
            case Question.OfHardwareAddress(var address):
                steps.Add(Any(address, UInt128.MaxValue));
                break;
        }
        return steps;
    }

    private static Step.When When(Condition condition) => new(condition);

    private IEnumerable<Step.Change> Written(
        Question.OfField field,
        Expression value,
        IReadOnlyList<(Condition Where, Expression Data)>? cases
    )
    {
        if (value is not Expression.Lookup)
        {
            return Changed(field, value);
        }
        return
            cases is null
            || cases.Any(one =>
                one.Data is not Expression.Constant || MatchTranslation.Asks(one.Where, field.Of)
            )
            ? [Any(field.Of, field.Highest)]
            : cases.Select(one =>
                (Step.Change)
                    new Step.Assign(
                        field.Of,
                        field.Highest,
                        ((Expression.Constant)one.Data).Value & field.Highest
                    )
                    {
                        Where = one.Where,
                    }
            );
    }

    private IEnumerable<Step.Change> Changed(Question.OfField field, Expression value)
    {
        if (
            Combined(field, value) is not { } to
            || BitOperations.PopCount((ulong)(to.Keep & to.Take)) > MaxMixed
        )
        {
            return [Any(field.Of, field.Highest)];
        }
        if (to.Take != 0 || (to.Keep & to.Flip) != 0)
        {
            return [new Step.Mix(field.Of, to)];
        }
        return to.Keep == field.Highest
            ? []
            : [new Step.Assign(field.Of, field.Highest & ~to.Keep, to.Flip)];
    }

    /// <summary>How a value is made of the field itself, of another one and of constants; null where it is made otherwise.</summary>
    private FieldCombination? Combined(Question.OfField field, Expression value)
    {
        var all = field.Highest;
        if (value is Expression.Constant(_, var constant))
        {
            return new FieldCombination(0, field.Of, 0, constant & all);
        }
        if (value is Expression.Bitwise(var sign, var inner, Expression.Constant(_, var operand)))
        {
            return (sign, Combined(field, inner)) switch
            {
                (_, null) => null,
                ("&", { } to) => to with
                {
                    Keep = to.Keep & operand,
                    Take = to.Take & operand,
                    Flip = to.Flip & operand,
                },
                ("|", { } to) => to with
                {
                    Keep = to.Keep & ~operand,
                    Take = to.Take & ~operand,
                    Flip = to.Flip | operand & all,
                },
                ("^", { } to) => to with { Flip = to.Flip ^ operand & all },
                _ => null,
            };
        }
        return matches.Questions.Of(value) switch
        {
            Question.OfField { Offset: var offset } one when offset != 0 || one.Highest != all =>
                null,
            Question.OfField(var same, _, _) when same == field.Of => new FieldCombination(
                all,
                field.Of,
                0,
                0
            ),
            Question.OfField(var other, _, _) => new FieldCombination(0, other, all, 0),
            _ => null,
        };
    }

    private static Step.Forget Any(PacketField field, UInt128 highest) =>
        new(field, [new ValueRange(0, highest)]);

    /// <summary>What the routing table says of an address, which is another one now.</summary>
    private static PacketField? TypeOf(PacketField field) =>
        field switch
        {
            PacketField.SourceAddress => PacketField.SourceType,
            PacketField.DestinationAddress => PacketField.DestinationType,
            _ => null,
        };
}
