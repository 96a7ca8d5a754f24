using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Reading;

/// <summary>Reads what ends a rule.</summary>
/// <param name="cursor">The words.</param>
internal sealed class VerdictReader(Cursor cursor)
{
    internal static bool IsAhead(Cursor cursor) =>
        cursor.Peek() is { Kind: LexemeKind.Word } lexeme
        && lexeme.Text is "accept" or "drop" or "continue" or "return" or "jump" or "goto"
        && cursor.Peek().Kind == LexemeKind.Word;

    internal Verdict Read()
    {
        var keyword = cursor.Take();
        if (keyword.Text is not ("jump" or "goto"))
        {
            return new Verdict(keyword.Text, null, null, keyword.Point);
        }
        if (!cursor.Is("{"))
        {
            return new Verdict(
                keyword.Text,
                cursor.NameOrVariable("the name of a chain, or its rules in braces"),
                null,
                keyword.Point
            );
        }
        var rules = cursor.Nested(() =>
        {
            cursor.Expect("{");
            var read = new List<Rule>();
            var reader = new RuleReader(cursor);
            while (true)
            {
                cursor.SkipSeparators();
                if (cursor.TryTake("}"))
                {
                    return read.ToEquatableArray();
                }
                if (cursor.Peek().Kind == LexemeKind.End)
                {
                    throw cursor.Fault("a rule or \"}\"");
                }
                var notes = cursor.TakeRemarks();
                read.Add(reader.Read() with { Notes = notes });
            }
        });
        return new Verdict(keyword.Text, null, rules, keyword.Point);
    }
}
