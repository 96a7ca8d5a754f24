using Hardening;

namespace HardeningLab.Kernel;

/// <summary>Finds the machine's programs where Debian keeps them, whether or not the user's PATH names the sbin folders.</summary>
public static class Tool
{
    private static readonly string[] Folders =
    [
        "/usr/sbin",
        "/usr/bin",
        "/sbin",
        "/bin",
        "/usr/local/sbin",
        "/usr/local/bin",
    ];

    /// <summary>The program's absolute path, or null.</summary>
    public static string? Locate(string name) =>
        Folders.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>The program's absolute path.</summary>
    /// <exception cref="ToolMissingException">It is in none of the usual folders.</exception>
    public static string Find(string name) => Locate(name) ?? throw new ToolMissingException(name);
}

/// <summary>A program that the lab needs is not on this machine (exit code 3).</summary>
public sealed class ToolMissingException : HardeningException
{
    internal ToolMissingException(string tool)
        : base(
            $"{tool} is not on this machine; `hlab doctor` tells what is missing and the command that mends it"
        ) => Tool = tool;

    /// <summary>The program's name.</summary>
    public string Tool { get; }
}
