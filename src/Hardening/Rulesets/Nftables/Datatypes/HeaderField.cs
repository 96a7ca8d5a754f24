namespace Hardening.Rulesets.Nftables.Datatypes;

/// <summary>A field of a header.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, as wide as the field.</param>
/// <param name="Offset">Where it begins in the header, in bits.</param>
internal sealed record HeaderField(string Name, Datatype Type, int Offset)
{
    /// <summary>In bits.</summary>
    internal int Width => Type.Width;
}
