namespace HardeningLab.Tests;

/// <summary>A file of the repository that these tests belong to.</summary>
internal static class RepositoryFile
{
    /// <param name="path">From the repository's root.</param>
    internal static string PathOf(string path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "HardeningLab.sln")))
        {
            folder =
                folder.Parent
                ?? throw new DirectoryNotFoundException($"no repository around {path}");
        }
        return Path.Combine(folder.FullName, path);
    }
}
