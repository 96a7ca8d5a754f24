using System.Text;

namespace Hardening.Rulesets;

/// <summary>Reads the files that a person names with <c>--rules</c>.</summary>
public static class RulesetFiles
{
    // A table of 100,000 rules has some 10 MB, and some lists of addresses have millions of entries.
    private const int Largest = 200_000_000;

    /// <summary>Reads a file and tells its kind.</summary>
    /// <param name="argument"><c>FILE</c>, or <c>KIND:FILE</c> with a kind of <see cref="RulesetKindName"/>.</param>
    /// <exception cref="InputException">The file can't be read as text, or its kind can't be told.</exception>
    public static RecognisedRuleset Read(string argument)
    {
        ArgumentNullException.ThrowIfNull(argument);
        var colon = argument.IndexOf(':');
        if (colon > 0 && RulesetKindName.Find(argument[..colon]) is { } kind)
        {
            var path = argument[(colon + 1)..];
            return new RecognisedRuleset(new RulesetFile(kind, path, Text(path)));
        }
        return RulesetRecognition.Recognise(argument, Text(argument));
    }

    private static string Text(string path)
    {
        ReadOnlySpan<byte> bytes = InputFile.Read(
            path,
            Largest,
            "found more than 200 MB, expected a ruleset"
        );
        var nul = bytes.IndexOf((byte)0);
        if (nul >= 0)
        {
            var line = bytes[..nul].Count((byte)'\n') + 1;
            throw Fault(path, line, "found a NUL byte, expected text");
        }
        // Comments may be in any encoding, and nothing else holds more than ASCII.
        return Encoding.UTF8.GetString(bytes);
    }

    private static InputException Fault(string path, int line, string message) =>
        new(new InputError(path, line, 1, message));
}
