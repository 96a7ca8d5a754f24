namespace Hardening.Policies.Yaml;

/// <summary>A list of words, for which a single word may stand without the brackets.</summary>
internal static class YamlWords
{
    /// <summary>Yields the words with their places; whatever is no word is a fault.</summary>
    public static IEnumerable<(string Word, YamlPlace Place)> Read(
        string key,
        string expected,
        YamlNode node,
        YamlFaults faults
    )
    {
        IEnumerable<YamlNode> items = node is YamlNode.Sequence { Items: var list } ? list : [node];
        foreach (var item in items)
        {
            if (item is YamlNode.Scalar { Value: { Length: > 0 } word })
            {
                yield return (word, item.Place);
            }
            else
            {
                faults.Add(item, $"{key}: found {item.Kind}, expected {expected}");
            }
        }
    }
}
