namespace Hardening.Changes;

/// <summary>The programs for sh(1) that come with this library.</summary>
internal static class EmbeddedScript
{
    /// <summary>The text of a program.</summary>
    /// <param name="name">As the project file names it.</param>
    internal static string Read(string name)
    {
        using var resource = typeof(EmbeddedScript).Assembly.GetManifestResourceStream(name)!; // of the project file
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }
}
