using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Reading;

/// <summary>What <c>define</c> gave names to, in a block and those around it.</summary>
/// <param name="outer">The scope around it; null around a whole text.</param>
internal sealed class Scope(Scope? outer)
{
    private readonly Dictionary<string, Expression> values = new(StringComparer.Ordinal);

    internal Scope? Outer => outer;

    internal bool Define(string name, Expression value) => values.TryAdd(name, value);

    internal void Redefine(string name, Expression value) => values[name] = value;

    internal bool Undefine(string name) => values.Remove(name);

    internal Expression Find(Cursor cursor, Lexeme variable)
    {
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            if (scope.values.TryGetValue(variable.Text, out var value))
            {
                return value;
            }
        }
        var near = Spelling.Nearest(variable.Text, Names());
        throw cursor.Error(
            variable.Point,
            $"found ${variable.Text}, which nothing defines; "
                + (
                    near is null
                        ? $"expected a line before it: define {variable.Text} = …"
                        : $"did you mean ${near}?"
                )
        );
    }

    /// <summary>The value where one word is wanted.</summary>
    internal string Text(Cursor cursor, Lexeme variable) =>
        Find(cursor, variable) is Expression.Symbol symbol
            ? symbol.Text
            : throw cursor.Error(
                variable.Point,
                $"found ${variable.Text}, which stands for several values, expected one word or number"
            );

    private IEnumerable<string> Names()
    {
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            foreach (var name in scope.values.Keys)
            {
                yield return name;
            }
        }
    }
}
