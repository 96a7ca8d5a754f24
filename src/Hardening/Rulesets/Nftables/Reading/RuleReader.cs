using System.Globalization;
using Hardening.Rulesets.Nftables.Syntax;

namespace Hardening.Rulesets.Nftables.Reading;

/// <summary>Reads a rule up to the end of its line, a semicolon or a brace.</summary>
/// <param name="cursor">The words.</param>
internal sealed class RuleReader(Cursor cursor)
{
    private readonly StatementReader statements = new(cursor);

    internal Rule Read()
    {
        var first = cursor.Peek();
        var read = new List<Statement>();
        string? comment = null;
        while (!cursor.AtEnd)
        {
            if (cursor.Is("comment"))
            {
                cursor.Take();
                comment = cursor.Quoted("a comment in quotes");
                cursor.EndStatement();
                break;
            }
            read.Add(statements.Read());
        }
        if (read.Count == 0)
        {
            throw cursor.Fault("a match, a statement or a verdict of nft(8)");
        }
        var (handle, note) = Handle(cursor.RemarkBehind());
        return new Rule(
            read.ToEquatableArray(),
            comment,
            handle,
            note,
            first.Point,
            cursor.Written(first)
        );
    }

    /// <summary>A remark that <c>-a</c> put there is a handle; another one is a note.</summary>
    internal static (ulong? Handle, string? Note) Handle(string? remark)
    {
        const string Start = " handle ";
        return
            remark is not null
            && remark.StartsWith(Start, StringComparison.Ordinal)
            && ulong.TryParse(
                remark.AsSpan(Start.Length),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var handle
            )
            ? (handle, null)
            : (null, remark);
    }
}
