using System.Collections.Immutable;

namespace Hardening.Policies.Yaml;

/// <summary>A value in a YAML document, with the place where it starts.</summary>
internal abstract record YamlNode
{
    private YamlNode(YamlPlace place) => Place = place;

    public YamlPlace Place { get; }

    /// <summary>What messages call it.</summary>
    public abstract string Kind { get; }

    /// <summary>A text, number or nothing; YAML's own types are not told apart.</summary>
    public sealed record Scalar(YamlPlace Place, string Value) : YamlNode(Place)
    {
        public override string Kind => Value.Length == 0 ? "nothing" : Quotation.Of(Value);
    }

    /// <summary>A list.</summary>
    public sealed record Sequence(YamlPlace Place, ImmutableArray<YamlNode> Items) : YamlNode(Place)
    {
        public override string Kind => "a list";
    }

    /// <summary>Keys and values in the order of the text; keys may repeat.</summary>
    public sealed record Mapping(
        YamlPlace Place,
        ImmutableArray<(Scalar Key, YamlNode Value)> Entries
    ) : YamlNode(Place)
    {
        public override string Kind => "a mapping of keys to values";
    }
}
