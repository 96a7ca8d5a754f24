using System.Collections.Frozen;
using System.Runtime.InteropServices;

namespace Hardening.Rulesets.Iptables;

/// <summary>One option of a rule.</summary>
/// <param name="Module">The match or the target that it belongs to; empty for those that every rule has.</param>
/// <param name="Name">Its name in the form that iptables-save prints, dashes included.</param>
/// <param name="IsNegated">Whether a <c>!</c> stands before it, or, as long ago, behind it.</param>
/// <param name="Arguments">What follows.</param>
public sealed record RuleOption(
    string Module,
    string Name,
    bool IsNegated,
    EquatableArray<string> Arguments
)
{
    private static readonly FrozenDictionary<string, string> Canonical = new Dictionary<
        string,
        string
    >(StringComparer.Ordinal)
    {
        ["--source"] = "-s",
        ["--src"] = "-s",
        ["--destination"] = "-d",
        ["--dst"] = "-d",
        ["--protocol"] = "-p",
        ["--proto"] = "-p",
        ["--in-interface"] = "-i",
        ["--out-interface"] = "-o",
        ["--fragment"] = "-f",
        ["--jump"] = "-j",
        ["--goto"] = "-g",
        ["--match"] = "-m",
        ["--destination-port"] = "--dport",
        ["--source-port"] = "--sport",
        ["--destination-ports"] = "--dports",
        ["--source-ports"] = "--sports",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The first argument; empty where there is none.</summary>
    public string Argument => Arguments.Count > 0 ? Arguments[0] : string.Empty;

    /// <summary>As a rule has it.</summary>
    public string Text =>
        (IsNegated ? "! " : "")
        + string.Join(' ', Arguments.Prepend(Name))
        + (Module.Length > 0 ? $" of {Module}" : "");

    internal static EquatableArray<RuleOption> Read(EquatableArray<string> read)
    {
        var words = read.AsSpan();
        var options = new List<RuleOption>(8);
        var module = string.Empty;
        for (var index = 0; index < words.Length; )
        {
            var isNegated = words[index] == "!";
            if (isNegated && ++index == words.Length)
            {
                break;
            }
            var name = words[index++];
            // `-s! X` is how iptables was written until 1.4.
            if (name.EndsWith('!'))
            {
                (name, isNegated) = (name[..^1], !isNegated);
            }
            if (name.StartsWith("--", StringComparison.Ordinal))
            {
                name = Canonical.GetValueOrDefault(name, name);
            }
            var start = index;
            while (index < words.Length && !IsOption(words, index))
            {
                index++;
            }
            var arguments = words[start..index];
            if (arguments is ["!", ..])
            {
                arguments = arguments[1..];
                isNegated = !isNegated;
            }
            var isGeneral =
                name is "-m" or "-j" or "-g" or "-s" or "-d" or "-p" or "-i" or "-o" or "-f";
            module = name is "-m" or "-j"
                ? arguments is [var first, ..]
                    ? first
                    : string.Empty
                : module;
            options.Add(
                new RuleOption(
                    isGeneral ? string.Empty : module,
                    name,
                    isNegated,
                    EquatableArray.Create(arguments)
                )
            );
        }
        return EquatableArray.Create(CollectionsMarshal.AsSpan(options));
    }

    /// <summary>A <c>!</c> begins an option where an option follows it; else it negates the argument behind it, as long ago.</summary>
    private static bool IsOption(ReadOnlySpan<string> words, int index) =>
        words[index] == "!"
            ? index + 1 < words.Length && words[index + 1].StartsWith('-')
            : words[index].StartsWith('-')
                && words[index].Length > 1
                && !char.IsAsciiDigit(words[index][1]);
}
