namespace HardeningLab.Taps;

/// <summary>The families of nf_tables' tables: the kernel's numbers (linux/netfilter.h, NFPROTO_*) and nft's names.</summary>
internal static class NftFamily
{
    private static readonly (byte Number, string Name)[] All =
    [
        (1, "inet"),
        (2, "ip"),
        (3, "arp"),
        (5, "netdev"),
        (7, "bridge"),
        (10, "ip6"),
    ];

    internal static string NameOf(byte number) =>
        Array.Find(All, family => family.Number == number).Name ?? number.ToString();

    /// <summary>Zero, which means every family, where the name is none of nft's.</summary>
    internal static byte NumberOf(string name) =>
        Array.Find(All, family => family.Name == name).Number;
}
