namespace Hardening.Policies;

/// <summary>Reads policies from YAML.</summary>
public static class PolicyReader
{
    /// <summary>Reads a policy.</summary>
    /// <param name="text">The whole text.</param>
    /// <param name="file">What messages call it.</param>
    /// <exception cref="InputException">The text is no policy; it names every fault with its place.</exception>
    public static Policy Read(string text, string file) => throw new NotSupportedException();

    /// <summary>Reads a policy from a file of UTF-8 text, at most 10 MB.</summary>
    /// <exception cref="InputException">The file can't be read, or is no policy; it names every fault with its place.</exception>
    public static Policy ReadFile(string path) => throw new NotSupportedException();
}
