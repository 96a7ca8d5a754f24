namespace HardeningLab.Engines.Netns.Machine;

/// <summary>The files and the environment that tell what this machine is; a test gives a tree of its own.</summary>
/// <param name="Root">The folder that stands for <c>/</c>.</param>
/// <param name="Environment">The value of a variable, or null.</param>
public sealed record MachineFiles(string Root, Func<string, string?> Environment)
{
    private static readonly string[] ToolFolders =
    [
        "/usr/sbin",
        "/usr/bin",
        "/sbin",
        "/bin",
        "/usr/local/sbin",
        "/usr/local/bin",
    ];

    /// <summary>This very machine.</summary>
    public static MachineFiles Here { get; } = new("/", System.Environment.GetEnvironmentVariable);

    /// <summary>The text of a file without white space around it, or null where it is absent or can't be read.</summary>
    internal string? Read(string path)
    {
        try
        {
            return File.ReadAllText(Below(path)).Trim();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    internal bool Exists(string path) => Path.Exists(Below(path));

    /// <summary>Where a program lies, as this machine names it, or null.</summary>
    internal string? Locate(string tool) =>
        ToolFolders.Select(folder => $"{folder}/{tool}").FirstOrDefault(Exists);

    internal string Below(string path) => Path.Join(Root, path.TrimStart('/'));
}
