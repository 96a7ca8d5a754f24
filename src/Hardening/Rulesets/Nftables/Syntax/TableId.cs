namespace Hardening.Rulesets.Nftables.Syntax;

/// <summary>What tells tables apart.</summary>
/// <param name="Family"><c>ip</c>, <c>ip6</c>, <c>inet</c>, <c>arp</c>, <c>bridge</c> or <c>netdev</c>.</param>
/// <param name="Name">Unique in the family.</param>
internal readonly record struct TableId(string Family, string Name)
{
    /// <summary>As nft writes it.</summary>
    public override string ToString() => $"{Family} {Name}";
}
