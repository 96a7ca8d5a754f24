using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Reading;

/// <summary>Reads what gives values names: <c>define lan = 10.0.0.0/8</c>.</summary>
/// <param name="cursor">The words.</param>
internal sealed class DefinitionReader(Cursor cursor)
{
    /// <summary>Reads a definition, if one begins here.</summary>
    internal bool TryRead()
    {
        var first = cursor.Peek();
        if (first.Kind != LexemeKind.Word)
        {
            return false;
        }
        switch (first.Text)
        {
            case "define" or "redefine" when cursor.Peek(2).Is("="):
                cursor.Take();
                var name = cursor.Take();
                cursor.Take();
                Define(name, Value(), again: first.Text == "redefine");
                return true;
            case "undefine":
                cursor.Take();
                var forgotten = cursor.Take();
                if (!cursor.Scope.Undefine(forgotten.Text))
                {
                    throw cursor.FaultAt(forgotten, "a name that define gave in this block");
                }
                return true;
            case "include":
                cursor.Take();
                var file = cursor.Quoted("a file in quotes");
                throw cursor.Error(
                    first.Point,
                    $"found include {Quotation.Of(file)}: what other files say is not read from here; put the text of that file in its place, or give what nft -f loaded as nft list ruleset prints it"
                );
            default:
                return false;
        }
    }

    private void Define(Lexeme name, Expression value, bool again)
    {
        if (name.Kind is not LexemeKind.Word)
        {
            throw cursor.FaultAt(name, "a name, as in define lan = 10.0.0.0/8");
        }
        if (again)
        {
            cursor.Scope.Redefine(name.Text, value);
        }
        else if (!cursor.Scope.Define(name.Text, value))
        {
            throw cursor.Error(
                name.Point,
                $"found define {name.Text} for the second time in this block; expected another name, or redefine {name.Text}"
            );
        }
    }

    private Expression Value()
    {
        if (cursor.Is("-") && cursor.Peek(1).Kind == LexemeKind.Number)
        {
            var sign = cursor.Take();
            return new Expression.Symbol("-" + cursor.Take().Text, false, sign.Point);
        }
        var reader = new ExpressionReader(cursor);
        if (cursor.Is("{"))
        {
            return reader.SetLiteral();
        }
        return cursor.Is("@") && !SelectorReader.IsRawAhead(cursor)
            ? reader.SetReference()
            : reader.List(full: reader.IsAhead);
    }
}
