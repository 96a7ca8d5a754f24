using System.Buffers;

namespace Hardening.Rulesets;

/// <summary>Tells what kind of ruleset a text is, by the file's name and, where that says nothing, by its content.</summary>
public static class RulesetRecognition
{
    /// <summary>More of a line tells nothing more.</summary>
    private const int LongestLine = 1000;

    private static readonly SearchValues<string> NftStatements = SearchValues.Create(
        ["table", "flush", "add", "create", "delete", "destroy", "define", "include", "insert"],
        StringComparison.Ordinal
    );

    /// <summary>Recognises a text.</summary>
    /// <param name="name">The path of its file.</param>
    /// <param name="text">The whole text.</param>
    /// <exception cref="InputException">It could be of several kinds, or is of none.</exception>
    public static RecognisedRuleset Recognise(string name, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var kind = ByName(Path.GetFileName(name)) ?? ByContent(name, text);
        // The save format alone doesn't say which family it is for.
        if (kind is not RulesetKind.Iptables)
        {
            return new RecognisedRuleset(new RulesetFile(kind, name, text));
        }
        var family = SaveFamily.Of(name, text);
        return new RecognisedRuleset(
            new RulesetFile(family ?? RulesetKind.Iptables, name, text),
            FamilyIsAssumed: family is null
        );
    }

    /// <summary>Whether a text is what <c>nft -j list ruleset</c> prints.</summary>
    public static bool IsNftJson(string text)
    {
        var start = text.AsSpan().TrimStart();
        return start.StartsWith("{")
            && start[..Math.Min(start.Length, 200)]
                .Contains("\"nftables\"", StringComparison.Ordinal);
    }

    private static RulesetKind? ByName(string name)
    {
        bool EndsIn(string end) => name.EndsWith(end, StringComparison.OrdinalIgnoreCase);
        return EndsIn("hosts.allow") ? RulesetKind.HostsAllow
            : EndsIn("hosts.deny") ? RulesetKind.HostsDeny
            : EndsIn(".nft") || EndsIn("nftables.conf") ? RulesetKind.Nftables
            : EndsIn(".sh") ? RulesetKind.Script
            : EndsIn(".ipset") ? RulesetKind.Ipset
            : EndsIn("rules.v4") || EndsIn("rules.v6") ? RulesetKind.Iptables
            : null;
    }

    private static RulesetKind ByContent(string name, string text)
    {
        if (IsNftJson(text))
        {
            return RulesetKind.Nftables;
        }
        var number = 0;
        foreach (var place in text.AsSpan().Split('\n'))
        {
            number++;
            var trimmed = text.AsSpan(place).Trim();
            if (trimmed.IsEmpty || trimmed[0] == '#' && !trimmed.StartsWith("#!"))
            {
                continue;
            }
            var line =
                trimmed.Length > LongestLine
                    ? trimmed[..LongestLine].ToString()
                    : trimmed.ToString();
            if (line[0] == '#' && Interpreter(line) is null)
            {
                continue;
            }
            return Interpreter(line)
                ?? ByLine(line)
                ?? throw (
                    LooksLikeHostsAccess(line)
                        ? Ambiguous(
                            name,
                            number,
                            "a line of hosts_access(5)",
                            "hosts.allow",
                            "hosts.deny"
                        )
                        : Ambiguous(
                            name,
                            number,
                            Quotation.Of(line),
                            [.. RulesetKindName.All.Select(kind => kind.Text())]
                        )
                );
        }
        throw Ambiguous(
            name,
            1,
            "no line but comments",
            [.. RulesetKindName.All.Select(kind => kind.Text())]
        );
    }

    private static RulesetKind? Interpreter(string line) =>
        !line.StartsWith("#!", StringComparison.Ordinal) ? null
        : line.Contains("/nft", StringComparison.Ordinal) ? RulesetKind.Nftables
        : line.Contains("tables-restore", StringComparison.Ordinal) ? RulesetKind.Iptables
        : line.EndsWith("sh", StringComparison.Ordinal)
        || line.Contains("sh -", StringComparison.Ordinal)
            ? RulesetKind.Script
        : null;

    private static RulesetKind? ByLine(string line)
    {
        if (line[0] == '*')
        {
            return RulesetKind.Iptables;
        }
        var words = line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        var first = words[0] == "sudo" && words.Length > 1 ? words[1] : words[0];
        var program = first[(first.LastIndexOf('/') + 1)..];
        if (
            program is "iptables" or "ip6tables"
            || program.StartsWith("iptables-", StringComparison.Ordinal)
            || program.StartsWith("ip6tables-", StringComparison.Ordinal)
        )
        {
            return RulesetKind.Script;
        }
        if (words.Length == 1 && line.IndexOf('=') > 0 || first is "set")
        {
            return RulesetKind.Script;
        }
        // nft creates tables, chains and objects, whose names have no colon.
        return words is ["create" or "-N", _, var type, ..] && IsTypeOfSet(type) ? RulesetKind.Ipset
            : NftStatements.Contains(first) ? RulesetKind.Nftables
            : null;
    }

    private static bool IsTypeOfSet(string word) =>
        word.StartsWith("hash:", StringComparison.Ordinal)
        || word.StartsWith("bitmap:", StringComparison.Ordinal)
        || word == "list:set";

    private static bool LooksLikeHostsAccess(string line) => line.IndexOf(':') > 0;

    private static InputException Ambiguous(
        string name,
        int line,
        string found,
        params string[] kinds
    ) =>
        new(
            new InputError(
                name,
                line,
                1,
                $"neither the name nor the content tells the kind: found {found}; say it as KIND:FILE, where KIND is {string.Join(", ", kinds[..^1])} or {kinds[^1]}"
            )
        );
}
