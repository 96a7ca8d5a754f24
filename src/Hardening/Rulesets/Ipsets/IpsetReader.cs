using Hardening.Addresses;

namespace Hardening.Rulesets.Ipsets;

/// <summary>Reads the lines of <c>ipset save</c>, one after the other.</summary>
internal sealed class IpsetReader(IpsetText read)
{
    private const int LongestName = 31;

    /// <summary>Options of sets that a value follows; of entries the same, and of both those that stand alone.</summary>
    private static readonly string[] WithValue =
    [
        "family",
        "hashsize",
        "maxelem",
        "timeout",
        "netmask",
        "bitmask",
        "markmask",
        "range",
        "size",
        "bucketsize",
        "initval",
    ];

    private static readonly string[] Alone =
    [
        "counters",
        "comment",
        "skbinfo",
        "forceadd",
        "wildcard",
    ];

    private static readonly string[] EntryWithValue =
    [
        "timeout",
        "packets",
        "bytes",
        "comment",
        "skbmark",
        "skbprio",
        "skbqueue",
        "before",
        "after",
    ];

    private static readonly string[] EntryAlone = ["nomatch", "wildcard"];

    private KernelSet? last;
    private int number;

    public IpsetText Read()
    {
        var text = read.Text.AsSpan();
        for (var start = 0; start < text.Length; )
        {
            var length = text[start..].IndexOf('\n');
            length = length < 0 ? text.Length - start : length;
            number++;
            Read(text.Slice(start, length));
            start += length + 1;
        }
        return read;
    }

    private void Read(ReadOnlySpan<char> line)
    {
        if (line.IsEmpty || line[0] == '#')
        {
            return;
        }
        if (line[^1] == '\r')
        {
            throw Fault(
                line.Length,
                "found a carriage return, expected lines that end in a newline alone"
            );
        }
        var words = new IpsetWords(line);
        var command = words.Take();
        if (command is "add" or "-A")
        {
            ReadEntry(words);
        }
        else if (command is "create" or "-N")
        {
            ReadSet(words);
        }
        else
        {
            throw Fault(
                words.Column,
                $"found {Quotation.Of(command)}, expected \"create\" or \"add\", as ipset save prints them"
            );
        }
    }

    private void ReadSet(IpsetWords words)
    {
        var name = words.Take();
        if (name.Length is 0 or > LongestName)
        {
            throw Expected(words, name, $"the name of a set, of {LongestName} characters at most");
        }
        if (read.BySpan.TryGetValue(name, out var before))
        {
            throw Expected(words, name, $"another name: line {before.Line} creates it already");
        }
        var typeName = words.Take();
        if (IpsetType.Find(typeName.ToString()) is not { } type)
        {
            throw Expected(words, typeName, "a type of ipset(8), such as hash:ip or hash:net,port");
        }
        var options = Options(ref words, WithValue, Alone);
        var family = IpFamily.IPv4;
        foreach (var option in options)
        {
            if (option.Name == "family")
            {
                family = option.Value switch
                {
                    "inet" => IpFamily.IPv4,
                    "inet6" => IpFamily.IPv6,
                    _ => throw Fault(
                        1,
                        $"found the family {Quotation.Of(option.Value)}, expected inet or inet6"
                    ),
                };
            }
        }
        read.Add(new KernelSet(name.ToString(), type, family, options, number));
    }

    private void ReadEntry(IpsetWords words)
    {
        var name = words.Take();
        if (last is null || !name.SequenceEqual(last.Name))
        {
            last = read.BySpan.TryGetValue(name, out var set)
                ? set
                : throw Expected(words, name, "the name of a set that a line above creates");
        }
        var element = words.Take();
        if (element.IsEmpty)
        {
            throw Expected(words, element, "an entry");
        }
        var reader = new IpsetMembers(last.Type, last.Family);
        if (reader.Read(element) is not { } members)
        {
            throw Fault(
                words.Column + reader.FaultAt,
                $"found {Quotation.Of(reader.Found(element))}, expected {reader.Expected}"
            );
        }
        last.EntryList.Add(
            new IpsetEntry(members, Options(ref words, EntryWithValue, EntryAlone), number)
        );
    }

    private EquatableArray<IpsetOption> Options(
        ref IpsetWords words,
        string[] withValue,
        string[] alone
    )
    {
        List<IpsetOption>? options = null;
        for (var word = words.Take(); !word.IsEmpty; word = words.Take())
        {
            var (found, takesValue) = (Listed(withValue, word), true);
            if (found is null)
            {
                (found, takesValue) = (Listed(alone, word), false);
            }
            if (found is null)
            {
                throw Expected(words, word, $"one of {string.Join(", ", withValue.Union(alone))}");
            }
            var value = takesValue ? words.TakeValue() : [];
            if (takesValue && value.IsEmpty && found != "comment")
            {
                throw Expected(words, value, $"a value behind {found}");
            }
            (options ??= []).Add(new IpsetOption(found, value.ToString()));
        }
        return options?.ToEquatableArray() ?? [];
    }

    private static string? Listed(string[] names, ReadOnlySpan<char> word)
    {
        foreach (var name in names)
        {
            if (word.SequenceEqual(name))
            {
                return name;
            }
        }
        return null;
    }

    private InputException Expected(IpsetWords words, ReadOnlySpan<char> found, string expected) =>
        Fault(
            words.Column,
            $"found {(found.IsEmpty ? "the end of the line" : Quotation.Of(found))}, expected {expected}"
        );

    private InputException Fault(int column, string message) =>
        new(new InputError(read.Name, number, column, message));
}
