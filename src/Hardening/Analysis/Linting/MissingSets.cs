using Hardening.Rulesets;

namespace Hardening.Analysis.Linting;

/// <summary>Sets that rules ask, and that no text makes: neither iptables nor nft loads such rules.</summary>
internal static class MissingSets
{
    private static readonly string[] SetOptions =
    [
        "--match-set",
        "--add-set",
        "--del-set",
        "--map-set",
    ];

    internal static IEnumerable<Finding> Find(IReadOnlyList<RulesetFile> files)
    {
        var listings = files.Where(IsListing).ToList();
        var made = listings.SelectMany(Made).ToHashSet(StringComparer.Ordinal);
        return files
            .SelectMany(OfIptables)
            .Where(set => !made.Contains(set.Name))
            .Select(set => Of(set, listings.Count > 0))
            .Concat(files.Where(file => file.Kind == RulesetKind.Nftables).SelectMany(OfNft));
    }

    /// <summary>Whether it is what <c>ipset save</c> prints: neither rules nor wrappers.</summary>
    private static bool IsListing(RulesetFile file) =>
        file.Kind
            is not (
                RulesetKind.Iptables
                or RulesetKind.Ip6tables
                or RulesetKind.Script
                or RulesetKind.Nftables
                or RulesetKind.HostsAllow
                or RulesetKind.HostsDeny
            );

    private static IEnumerable<string> Made(RulesetFile listing) =>
        listing
            .Text.Split('\n')
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words is ["create" or "-N" or "n", _, ..])
            .Select(words => words[1]);

    private static IEnumerable<AskedSet> OfIptables(RulesetFile file) =>
        IptablesWords
            .Behind(file, SetOptions)
            .Select(asked => new AskedSet(file.Name, asked.Line, asked.Argument));

    private static Finding Of(AskedSet set, bool isListed) =>
        new(
            "set-missing",
            isListed ? Severity.Error : Severity.Note,
            set.File,
            set.Line,
            isListed
                ? $"no text makes the set {Quotation.Of(set.Name)}: iptables refuses the rule"
                : $"the set {Quotation.Of(set.Name)} is in none of these texts: what it holds is unknown here, and without it iptables refuses the rule",
            isListed
                ? "make it before the rules are loaded"
                : "name what `ipset save` prints too, in the order in which the texts are loaded"
        );

    private static IEnumerable<Finding> OfNft(RulesetFile file)
    {
        var words = NftWords.Of(file.Text).ToList();
        var made = Enumerable
            .Range(0, words.Count)
            .Where(index => words[index].Word is "set" or "map" or "meter" or "flowtable")
            .Select(index => Declared(words, index + 1))
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        return words
            .Index()
            .Where(word => IsAsked(words, word.Index))
            .Select(word => new AskedSet(file.Name, word.Item.Line, word.Item.Word[1..]))
            .Where(set => !made.Contains(set.Name))
            .Select(set => new Finding(
                "set-missing",
                Severity.Error,
                set.File,
                set.Line,
                $"no set, map or flowtable of the name {Quotation.Of(set.Name)} is made in this text: nft refuses all of it",
                "declare it in the table that asks for it"
            ));
    }

    /// <summary>The name of what is declared behind the word <c>set</c>: inside of a table, or with family and table before it.</summary>
    private static string? Declared(List<(string Word, int)> words, int start)
    {
        var end = start;
        while (end < words.Count && end - start < 4 && words[end].Word is not ("{" or "size"))
        {
            end++;
        }
        return end > start && end < words.Count && words[end].Word is "{" or "size"
            ? words[end - 1].Word
            : null;
    }

    /// <summary>A name behind an at sign, but not <c>@nh,96,32</c> and kin, which are bytes of the packet.</summary>
    private static bool IsAsked(List<(string Word, int)> words, int index) =>
        words[index].Word is ['@', _, ..] word
        && !(
            word is "@ll" or "@nh" or "@th" or "@ih"
            && words.ElementAtOrDefault(index + 1).Word == ","
        );

    private sealed record AskedSet(string File, int Line, string Name);
}
