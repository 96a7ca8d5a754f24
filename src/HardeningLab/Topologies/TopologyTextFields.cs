using System.Collections.Immutable;
using Hardening.Addresses;
using Hardening.Policies.Yaml;

namespace HardeningLab.Topologies;

/// <summary>A mapping all of whose keys are needed. Where one is missing, or its value is no such thing, that is a fault.</summary>
internal sealed class TopologyTextFields(
    YamlNode.Mapping owner,
    ImmutableArray<string> keys,
    YamlFaults faults
)
{
    private readonly YamlFields fields = new(owner, keys, faults);

    /// <summary>Empty only if there was a fault.</summary>
    internal string Word(string key)
    {
        if (fields[key] is YamlNode.Scalar { Value: { Length: > 0 } word })
        {
            return word;
        }
        RefuseKind(key, "a word");
        return "";
    }

    internal IEnumerable<YamlNode.Mapping> Items(string key)
    {
        if (fields[key] is not YamlNode.Sequence list)
        {
            RefuseKind(key, "a list");
            yield break;
        }
        foreach (var item in list.Items)
        {
            if (item is YamlNode.Mapping mapping)
            {
                yield return mapping;
            }
            else
            {
                faults.Add(item, $"{key}: found {item.Kind}, expected a mapping of keys to values");
            }
        }
    }

    internal Address Address(string key) =>
        Word(key) is { Length: > 0 } word
            ? Parsed<Address>(key, word, fields[key]!.Place, Hardening.Addresses.Address.TryParse)
            : default;

    internal IEnumerable<Address> Addresses(string key) =>
        Words(key, "an address")
            .Select(found =>
                Parsed<Address>(key, found.Word, found.Place, Hardening.Addresses.Address.TryParse)
            );

    internal IEnumerable<Prefix> Prefixes(string key) =>
        Words(key, "a prefix")
            .Select(found => Parsed<Prefix>(key, found.Word, found.Place, Prefix.TryParse));

    /// <summary>Adds a fault at the value of a key that has one.</summary>
    internal void Refuse(string key, string problem) =>
        faults.Add(fields[key] ?? owner, $"{key}: {problem}");

    private void RefuseKind(string key, string expected) =>
        Refuse(
            key,
            $"{(fields[key] is { } node ? $"found {node.Kind}" : "the key is missing")}, expected {expected}"
        );

    private IEnumerable<(string Word, YamlPlace Place)> Words(string key, string expected)
    {
        if (fields[key] is { } node)
        {
            return YamlWords.Read(key, expected, node, faults);
        }
        RefuseKind(key, "a list");
        return [];
    }

    private delegate bool TryParse<T>(ReadOnlySpan<char> text, out T value, out string problem);

    private T Parsed<T>(string key, string word, YamlPlace place, TryParse<T> parse)
    {
        if (!parse(word, out var value, out var problem))
        {
            faults.Add(place, $"{key}: {problem}");
        }
        return value;
    }
}
