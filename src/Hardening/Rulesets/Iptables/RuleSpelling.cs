using Hardening.Addresses;

namespace Hardening.Rulesets.Iptables;

/// <summary>The options of a rule, spelt alike, so that two spellings of one rule are found equal more often.</summary>
internal static class RuleSpelling
{
    private static readonly Dictionary<string, string> Short = new()
    {
        ["--source"] = "-s",
        ["--src"] = "-s",
        ["--destination"] = "-d",
        ["--dst"] = "-d",
        ["--protocol"] = "-p",
        ["--proto"] = "-p",
        ["--in-interface"] = "-i",
        ["--out-interface"] = "-o",
        ["--jump"] = "-j",
        ["--goto"] = "-g",
        ["--match"] = "-m",
        ["--destination-port"] = "--dport",
        ["--source-port"] = "--sport",
    };

    /// <summary>Each option with its values as one text.</summary>
    public static HashSet<string> Of(EquatableArray<string> words)
    {
        var options = new HashSet<string>();
        var option = "";
        var negated = false;
        foreach (var word in words)
        {
            if (word == "!")
            {
                negated = true;
            }
            else if (word.StartsWith('-'))
            {
                Add();
                option = (negated ? "! " : "") + Short.GetValueOrDefault(word, word);
                negated = false;
            }
            else
            {
                option += " " + Value(word);
            }
        }
        Add();
        return options;

        void Add()
        {
            // -p tcp loads the match tcp by itself.
            if (option is not ("" or "-m tcp" or "-m udp"))
            {
                options.Add(option);
            }
        }
    }

    private static string Value(string word) =>
        Prefix.TryParse(word, out var prefix, out _) ? $"{prefix}" : word;
}
