using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Hardening.Rulesets.Nftables.Datatypes;

/// <summary>A protocol and the fields of its header (nft(8), PAYLOAD EXPRESSION).</summary>
internal sealed class Header
{
    private readonly FrozenDictionary<string, HeaderField> fields;

    /// <summary>Makes a header.</summary>
    /// <param name="name">As nft writes it.</param>
    /// <param name="layer">Where it stands in a packet.</param>
    /// <param name="number">What the layer before calls it: an EtherType or a protocol number; null where it has none.</param>
    /// <param name="fields">Its fields.</param>
    internal Header(
        string name,
        Layer layer,
        uint? number,
        params ImmutableArray<HeaderField> fields
    )
    {
        Name = name;
        Layer = layer;
        Number = number;
        Fields = fields;
        this.fields = fields.ToFrozenDictionary(field => field.Name);
    }

    internal string Name { get; }

    internal Layer Layer { get; }

    internal uint? Number { get; }

    internal ImmutableArray<HeaderField> Fields { get; }

    internal HeaderField? Find(string name) => fields.GetValueOrDefault(name);
}
