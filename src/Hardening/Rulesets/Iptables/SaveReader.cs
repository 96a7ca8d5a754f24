using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Hardening.Rulesets.Iptables;

/// <summary>
/// Finds the lines and words of a text as iptables-restore(8) does: blanks separate, <c>"</c> holds together, <c>\</c> keeps the character
/// behind it within quotes, and a quote that closes ends the word.
/// </summary>
/// <param name="read">Where they go.</param>
/// <param name="commitsBySection">Whether a section ends where the next begins, or the text, as ebtables-save and arptables-save have it.</param>
internal sealed class SaveReader(SaveText read, bool commitsBySection)
{
    private const int MostFaults = 100;
    private const int LongestWord = 1023;

    private SaveSection? section;
    private int number;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public SaveText Read()
    {
        var text = read.Text.AsSpan();
        for (var start = 0; start < text.Length; )
        {
            var length = text[start..].IndexOf('\n');
            length = length < 0 ? text.Length - start : length;
            number++;
            var line = text.Slice(start, length);
            var firstWord = read.WordCount;
            var kind = Read(line);
            read.Add(
                new SaveLine(
                    start,
                    firstWord,
                    length,
                    (ushort)(kind == SaveLineKind.Command ? read.WordCount - firstWord : 0),
                    kind
                )
            );
            start += length + 1;
        }
        if (section is not null && commitsBySection)
        {
            Commit(number);
        }
        else if (section is not null)
        {
            section.LastLine = number;
            Fault(
                number,
                1,
                $"found the end of the text in the section *{section.Table} that begins on line {section.FirstLine}, expected COMMIT: without it nothing of the section is loaded"
            );
        }
        return read;
    }

    private SaveLineKind Read(ReadOnlySpan<char> line)
    {
        if (line.IsEmpty)
        {
            return SaveLineKind.Blank;
        }
        if (line[0] == '#')
        {
            return SaveLineKind.Remark;
        }
        if (line[^1] == '\r')
        {
            return Refuse(
                line.Length,
                "found a carriage return, expected lines that end in a newline alone"
            );
        }
        if (line.Length > SaveText.LongestLine)
        {
            return Refuse(
                1,
                $"found a line of {line.Length} characters, expected {SaveText.LongestLine} at most: iptables-restore cuts it there"
            );
        }
        if (line[0] == '*')
        {
            return ReadTable(line);
        }
        if (section is null)
        {
            return Refuse(
                1,
                $"found {Quotation.Of(line)} outside of a section, expected \"*\" and a table first, such as \"*filter\""
            );
        }
        return line[0] == ':' ? ReadChain(line)
            : line is "COMMIT" ? Commit(number)
            : ReadCommand(line);
    }

    private SaveLineKind ReadTable(ReadOnlySpan<char> line)
    {
        if (section is not null && commitsBySection)
        {
            Commit(number - 1);
        }
        if (section is not null)
        {
            return Refuse(
                1,
                $"found {Quotation.Of(line)} in the section *{section.Table} that begins on line {section.FirstLine}, expected COMMIT first"
            );
        }
        var name = line[1..].Trim(" \t");
        if (name.IsEmpty || name.ContainsAny(' ', '\t'))
        {
            return Refuse(
                1,
                $"found {Quotation.Of(line)}, expected \"*\" and one table, such as \"*filter\""
            );
        }
        section = new SaveSection(read, name.ToString(), number);
        read.SectionList.Add(section);
        return SaveLineKind.Table;
    }

    private SaveLineKind ReadChain(ReadOnlySpan<char> line)
    {
        Span<Range> words = stackalloc Range[4];
        var rest = line[1..];
        var count = rest.SplitAny(words, " \t", StringSplitOptions.RemoveEmptyEntries);
        if (count < 2 || rest[0] is ' ' or '\t')
        {
            return Refuse(
                1,
                $"found {Quotation.Of(line)}, expected \":\", a chain, its policy and its counters, such as \":INPUT ACCEPT [0:0]\""
            );
        }
        var chain = section!.Chain(rest[words[0]]);
        chain.Policy = read.Pool.Intern(rest[words[1]]);
        chain.Line = number;
        // Without -c the tool doesn't look at them, so that nothing can be wrong with them.
        chain.Counters =
            count > 2 && RuleCounters.TryParse(rest[words[2]], out var counters) ? counters : null;
        return SaveLineKind.Chain;
    }

    private SaveLineKind Commit(int lastLine)
    {
        section!.LastLine = lastLine;
        section.IsCommitted = true;
        section = null;
        return SaveLineKind.Commit;
    }

    private SaveLineKind ReadCommand(ReadOnlySpan<char> line)
    {
        var start = 0;
        if (line[0] == '[')
        {
            var end = line.IndexOf(']');
            if (end < 0 || !RuleCounters.TryParse(line[..(end + 1)], out _))
            {
                return Refuse(
                    1,
                    $"found {Quotation.Of(line)}, expected counters and a command, such as \"[0:0] -A INPUT -j DROP\""
                );
            }
            start = end + 1;
        }
        var first = read.WordCount;
        if (!Split(line, start))
        {
            return SaveLineKind.Refused;
        }
        if (read.WordCount == first)
        {
            return Refuse(1, "found nothing but blanks, expected a command or an empty line");
        }
        var command = Span(line, first);
        if (command is "-A" && read.WordCount > first + 1)
        {
            section!.Chain(Span(line, first + 1)).Append(number - 1);
        }
        return SaveLineKind.Command;
    }

    private ReadOnlySpan<char> Span(ReadOnlySpan<char> line, int index)
    {
        ref readonly var word = ref read.WordOf(index);
        return line.Slice(word.Start, word.Length);
    }

    /// <summary>Adds the words from an index on; false where the tool would stop.</summary>
    private bool Split(ReadOnlySpan<char> line, int start)
    {
        return line[start..].Contains('"') ? SplitQuoted(line, start) : SplitPlain(line, start);
    }

    // Words are short: a block of sixteen characters at a time tells where several of them end.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool SplitPlain(ReadOnlySpan<char> line, int start)
    {
        var units = MemoryMarshal.Cast<char, ushort>(line);
        var (space, tab) = (Vector256.Create<ushort>(' '), Vector256.Create<ushort>('\t'));
        var at = start;
        for (; at + Vector256<ushort>.Count <= units.Length; at += Vector256<ushort>.Count)
        {
            var block = Vector256.Create(units.Slice(at, Vector256<ushort>.Count));
            var blanks = (
                Vector256.Equals(block, space) | Vector256.Equals(block, tab)
            ).ExtractMostSignificantBits();
            for (; blanks != 0; blanks &= blanks - 1)
            {
                var end = at + BitOperations.TrailingZeroCount(blanks);
                if (end > start && !Add(line, start, end - start, WordQuoting.None))
                {
                    return false;
                }
                start = end + 1;
            }
        }
        for (; at < units.Length; at++)
        {
            if (units[at] is ' ' or '\t')
            {
                if (at > start && !Add(line, start, at - start, WordQuoting.None))
                {
                    return false;
                }
                start = at + 1;
            }
        }
        return start == line.Length || Add(line, start, line.Length - start, WordQuoting.None);
    }

    private bool SplitQuoted(ReadOnlySpan<char> line, int start)
    {
        while (start < line.Length)
        {
            if (line[start] is ' ' or '\t')
            {
                start++;
                continue;
            }
            var end = line[start..].IndexOfAny(' ', '\t', '"');
            end = end < 0 ? line.Length : start + end;
            if (end == line.Length || line[end] != '"')
            {
                if (!Add(line, start, end - start, WordQuoting.None))
                {
                    return false;
                }
                start = end;
                continue;
            }
            var close = Close(line, end + 1);
            if (close < 0)
            {
                Fault(number, end + 1, "found a quote that the line doesn't close");
                return false;
            }
            var quoted = line[(end + 1)..close];
            if (
                end > start ? !Add(line, start, close - start, WordQuoting.Inner)
                : quoted.Contains('\\') ? !Add(line, end + 1, quoted.Length, WordQuoting.Escaped)
                : !Add(line, end + 1, quoted.Length, WordQuoting.Whole)
            )
            {
                return false;
            }
            start = close + 1;
        }
        return true;
    }

    /// <summary>The quote that closes; -1 where none does.</summary>
    private static int Close(ReadOnlySpan<char> line, int start)
    {
        for (var index = start; index < line.Length; index++)
        {
            switch (line[index])
            {
                case '"':
                    return index;
                case '\\':
                    index++;
                    break;
            }
        }
        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Add(ReadOnlySpan<char> line, int start, int length, WordQuoting quoting)
    {
        if (
            length > LongestWord
            || length is 2 or 7
                && line[start] == '-'
                && quoting == WordQuoting.None
                && line.Slice(start, length) is "-t" or "--table"
        )
        {
            return Stop(start, length);
        }
        read.Add(new SaveWord(start, length, quoting));
        return true;
    }

    private bool Stop(int start, int length)
    {
        Fault(
            number,
            start + 1,
            length > LongestWord
                ? $"found a word of {length} characters, expected {LongestWord} at most"
                : "found a table in a command, expected none: the section says which table it is for"
        );
        return false;
    }

    private SaveLineKind Refuse(int column, string message)
    {
        Fault(number, column, message);
        return SaveLineKind.Refused;
    }

    private void Fault(int line, int column, string message)
    {
        if (read.FaultList.Count < MostFaults)
        {
            read.FaultList.Add(new InputError(read.Name, line, column, message));
        }
    }
}
