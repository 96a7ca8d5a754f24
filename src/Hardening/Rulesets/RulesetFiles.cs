using System.Text;

namespace Hardening.Rulesets;

/// <summary>Reads the files that a person names with <c>--rules</c>.</summary>
public static class RulesetFiles
{
    // A table of 100,000 rules has some 6 MB.
    private const int Largest = 50_000_000;

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
        var bytes = Bytes(path);
        var nul = bytes.IndexOf((byte)0);
        if (nul >= 0)
        {
            var line = bytes[..nul].Count((byte)'\n') + 1;
            throw Fault(path, line, "found a NUL byte, expected text");
        }
        // Comments may be in any encoding, and nothing else holds more than ASCII.
        return Encoding.UTF8.GetString(bytes);
    }

    private static ReadOnlySpan<byte> Bytes(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var bytes = new MemoryStream();
            var buffer = new byte[81920];
            // A device has no length to ask for, and may have no end.
            for (int read; (read = file.Read(buffer)) > 0; )
            {
                bytes.Write(buffer, 0, read);
                if (bytes.Length > Largest)
                {
                    throw Fault(path, 1, "found more than 50 MB, expected a ruleset");
                }
            }
            return bytes.ToArray();
        }
        catch (Exception exception)
            when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Fault(path, 1, "there is no such file");
        }
        catch (UnauthorizedAccessException) when (Directory.Exists(path))
        {
            throw Fault(path, 1, "found a directory, expected a file");
        }
        catch (Exception exception)
            when (exception is UnauthorizedAccessException or IOException or ArgumentException)
        {
            throw Fault(path, 1, $"the file can't be read: {exception.Message}");
        }
    }

    private static InputException Fault(string path, int line, string message) =>
        new(new InputError(path, line, 1, message));
}
