using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Hardening.Policies.Yaml;

/// <summary>
/// Reads the plain part of YAML: one document of scalars, lists and mappings. Anchors are refused, because a few
/// hundred bytes of them stand for billions of values, and tags, because nothing here has a type to choose.
/// </summary>
internal sealed class YamlReader
{
    private const int Deepest = 16;

    private readonly YamlFaults faults;
    private readonly Parser parser;
    private Mark reached = Mark.Empty;

    private YamlReader(string text, YamlFaults faults)
    {
        this.faults = faults;
        parser = new(new StringReader(text));
    }

    /// <summary>Reads the document; null if there is none.</summary>
    /// <exception cref="InputException">The text is not YAML, or not of the plain part.</exception>
    public static YamlNode? Read(string text, YamlFaults faults)
    {
        try
        {
            var root = new YamlReader(text, faults).ReadDocument();
            faults.Throw();
            return root;
        }
        catch (YamlException exception)
        {
            // At the end of the text the parser names a line that no editor shows.
            var end = new YamlPlace(text.AsSpan().TrimEnd().Count('\n') + 1, 1);
            var place = YamlPlace.Of(exception.Start);
            var cause = Quotation.Escaped(exception.Message);
            faults.Add(place.Line > end.Line ? end : place, $"not readable as YAML: {cause}");
            faults.Throw();
            throw;
        }
    }

    private YamlNode? ReadDocument()
    {
        Next<StreamStart>();
        if (Next<ParsingEvent>() is not DocumentStart)
        {
            return null;
        }
        var root = ReadNode(Next<ParsingEvent>(), 1);
        Next<DocumentEnd>();
        if (Next<ParsingEvent>() is DocumentStart second)
        {
            faults.Add(
                YamlPlace.Of(second.Start),
                "a second document starts here, expected one in a file: put it into a file of its own"
            );
        }
        return root;
    }

    private YamlNode ReadNode(ParsingEvent start, int depth)
    {
        var place = YamlPlace.Of(start.Start);
        if (depth > Deepest)
        {
            faults.Add(place, $"nested more than {Deepest} levels deep");
            faults.Throw();
        }
        if (start is NodeEvent node)
        {
            RefuseAnchorAndTag(node, place);
        }
        switch (start)
        {
            case Scalar scalar:
                return new YamlNode.Scalar(place, scalar.Value);
            case SequenceStart:
                return ReadSequence(place, depth);
            case MappingStart:
                return ReadMapping(place, depth);
            case AnchorAlias alias:
                faults.Add(
                    place,
                    $"*{Quotation.Escaped(alias.Value.Value)} refers to an anchor, which is refused: write the value out"
                );
                return new YamlNode.Scalar(place, "");
            default:
                throw Unexpected(start, "a value");
        }
    }

    private YamlNode.Sequence ReadSequence(YamlPlace place, int depth)
    {
        var items = ImmutableArray.CreateBuilder<YamlNode>();
        while (Next<ParsingEvent>() is var item and not SequenceEnd)
        {
            items.Add(ReadNode(item, depth + 1));
        }
        return new(place, items.DrainToImmutable());
    }

    private YamlNode.Mapping ReadMapping(YamlPlace place, int depth)
    {
        var entries = ImmutableArray.CreateBuilder<(YamlNode.Scalar, YamlNode)>();
        while (Next<ParsingEvent>() is var start and not MappingEnd)
        {
            var key = ReadNode(start, depth + 1);
            var value = ReadNode(Next<ParsingEvent>(), depth + 1);
            if (key is YamlNode.Scalar word)
            {
                entries.Add((word, value));
            }
            else
            {
                faults.Add(key, $"found {key.Kind} as a key, expected a word");
            }
        }
        return new(place, entries.DrainToImmutable());
    }

    private void RefuseAnchorAndTag(NodeEvent node, YamlPlace place)
    {
        if (!node.Anchor.IsEmpty)
        {
            faults.Add(
                place,
                $"the anchor &{Quotation.Escaped(node.Anchor.Value)} is refused: write the value out where it is used"
            );
        }
        if (!node.Tag.IsEmpty)
        {
            faults.Add(place, "a tag (!) is refused: leave it out");
        }
    }

    private T Next<T>()
        where T : ParsingEvent
    {
        if (!Moves() || parser.Current is not { } current)
        {
            throw new YamlException(reached, reached, "the text ends in the middle");
        }
        reached = current.End;
        return current as T ?? throw Unexpected(current, typeof(T).Name);
    }

    private bool Moves()
    {
        try
        {
            return parser.MoveNext();
        }
        catch (Exception exception) when (exception is not YamlException)
        {
            // On some faulty texts the parser trips over its own assertions (seen: InvalidOperationException for text
            // after "..."). Whatever they are, the text is at fault.
            throw new YamlException(reached, reached, exception.Message, exception);
        }
    }

    private static YamlException Unexpected(ParsingEvent found, string expected) =>
        new(found.Start, found.End, $"found {found.GetType().Name}, expected {expected}");
}
