using Hardening.Rulesets.Nftables.Datatypes;
using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Evaluation;

/// <summary>The names that the rules of a table may use.</summary>
/// <param name="file">The name of the text in messages.</param>
/// <param name="family">The table's.</param>
internal sealed class TableScope(string file, string family)
{
    private readonly Dictionary<string, SetSignature> sets = new(StringComparer.Ordinal);
    private readonly HashSet<(string Kind, string Name)> objects = [];

    /// <summary>Whether rules may ask sets that are not declared.</summary>
    internal bool AllowsMissingSets { get; init; }

    internal string File => file;

    internal string Family => family;

    internal SetSignature? Find(string set) => sets.GetValueOrDefault(set);

    /// <summary>Says that a set is not declared, and which are.</summary>
    internal string UnknownSet(string name) =>
        sets.Count > 0
            ? Spelling.Unknown("set or map", name, sets.Keys.Order())
            : $"unknown set or map {Quotation.Of(name)}: the table declares none; declare it in the table that asks for it";

    internal bool HasObject(string kind, string name) => objects.Contains((kind, name));

    /// <summary>Adds what an item of the table declares.</summary>
    /// <exception cref="InputException">Its type is none.</exception>
    internal void Declare(TableItem item)
    {
        switch (item)
        {
            case TableItem.Set set:
                sets[set.Name] = new SetSignature(
                    Types(set, set.Key),
                    Types(set, set.Data),
                    set.ObjectKind,
                    set.Flags.Contains("interval")
                );
                break;
            case TableItem.Stateful stateful:
                if (
                    L3Protocol(stateful.Kind) is { } other
                    && family is "ip" or "ip6"
                    && other != family
                )
                {
                    throw Error(
                        stateful.Point,
                        $"found l3proto {other} in a table of the family {family}, expected l3proto {family}"
                    );
                }
                objects.Add((KindOf(stateful.Kind), stateful.Name));
                break;
        }
    }

    private static string? L3Protocol(StatefulKind kind) =>
        kind switch
        {
            StatefulKind.Helper helper => helper.L3Protocol,
            StatefulKind.Timeout timeout => timeout.L3Protocol,
            StatefulKind.Expectation expectation => expectation.L3Protocol,
            _ => null,
        };

    private InputException Error(SourcePoint point, string message) =>
        new(new InputError(file, Math.Max(1, point.Line), Math.Max(1, point.Column), message));

    private static string KindOf(StatefulKind kind) =>
        kind switch
        {
            StatefulKind.Named(var keyword, _) => keyword,
            StatefulKind.Helper => "ct helper",
            StatefulKind.Timeout => "ct timeout",
            StatefulKind.Expectation => "ct expectation",
            StatefulKind.Secmark => "secmark",
            _ => "tunnel",
        };

    private EquatableArray<Datatype> Types(
        TableItem.Set set,
        EquatableArray<Expression> expressions
    ) => expressions.Select(one => Type(set, one)).ToEquatableArray();

    private Datatype Type(TableItem.Set set, Expression expression)
    {
        if (expression is Expression.Symbol(var name, _, var point))
        {
            return name == "queue"
                ? StandardTypes.Integer.OfWidth(16)
                : StandardTypes.Find(name)
                    ?? throw Error(
                        point,
                        Spelling.Unknown("data type", name, StandardTypes.Names.Order())
                    );
        }
        return SelectorType.Of(expression)
            ?? throw Error(
                set.Point,
                $"found a type of {set.Name} that no packet has, expected an expression such as typeof ip saddr"
            );
    }
}
