using System.Globalization;
using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Reading;

/// <summary>Reads <c>priority filter - 10</c>.</summary>
/// <param name="cursor">The words.</param>
internal sealed class PriorityReader(Cursor cursor)
{
    internal Priority Read()
    {
        cursor.Expect("priority");
        string? name = null;
        var first = cursor.Peek();
        if (first.Kind == LexemeKind.Word)
        {
            name = cursor.Take().Text;
        }
        else if (first.Kind == LexemeKind.Variable)
        {
            cursor.Take();
            var text = cursor.Scope.Text(cursor, first);
            if (Signed(text) is { } given)
            {
                return new Priority(null, given);
            }
            name = text;
        }
        if (name is not null && !IsName(name))
        {
            throw cursor.FaultAt(
                first,
                "a number, or raw, mangle, dstnat, filter, security, srcnat or out"
            );
        }
        var sign =
            cursor.TryTake("-") ? -1
            : cursor.TryTake("+") || name is null ? 1
            : 0;
        if (sign == 0)
        {
            return new Priority(name, 0);
        }
        var number = cursor.Number("a priority: a number, or a name such as filter", int.MaxValue);
        return new Priority(name, sign * (int)number);
    }

    private static bool IsName(string name) =>
        name is "raw" or "mangle" or "dstnat" or "filter" or "security" or "srcnat" or "out";

    private static int? Signed(string text) =>
        int.TryParse(
            text,
            NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;
}
