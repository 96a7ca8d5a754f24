using System.Collections.Immutable;

namespace Hardening.Policies.Yaml;

/// <summary>A mapping whose keys are known beforehand; every other key and every repeated one is a fault.</summary>
internal sealed class YamlFields
{
    private readonly Dictionary<string, YamlNode> values = [];

    public YamlFields(YamlNode.Mapping mapping, ImmutableArray<string> known, YamlFaults faults)
    {
        var places = new Dictionary<string, YamlPlace>();
        foreach (var (key, value) in mapping.Entries)
        {
            if (!known.Contains(key.Value))
            {
                faults.Add(key, Spelling.Unknown("key", key.Value, known));
            }
            else if (!places.TryAdd(key.Value, key.Place))
            {
                faults.Add(
                    key,
                    $"{key.Value}: stands here again, first on line {places[key.Value].Line}: keep one of them"
                );
            }
            else
            {
                values[key.Value] = value;
            }
        }
    }

    /// <summary>The value of the key; null if the key is absent.</summary>
    public YamlNode? this[string key] => values.GetValueOrDefault(key);
}
