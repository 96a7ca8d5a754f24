namespace Integration.Launchers;

/// <summary>The repository that these tests belong to, and copies of it as a fresh clone would be.</summary>
internal static class Repository
{
    private static readonly string[] Sources = ["src", "lab"];

    internal static string Root { get; } = Find(AppContext.BaseDirectory);

    /// <summary>Copies what the launcher needs, without anything that was built.</summary>
    internal static void CopyTo(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(Root))
        {
            Copy(file, folder);
        }
        foreach (var source in Sources)
        {
            foreach (
                var file in Directory.EnumerateFiles(
                    Path.Join(Root, source),
                    "*",
                    SearchOption.AllDirectories
                )
            )
            {
                var parts = Path.GetRelativePath(Root, file).Split('/');
                if (!parts.Contains("bin") && !parts.Contains("obj"))
                {
                    Copy(file, folder);
                }
            }
        }
    }

    private static void Copy(string file, string folder)
    {
        var copy = Path.Join(folder, Path.GetRelativePath(Root, file));
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!); // a file in a folder has one
        File.Copy(file, copy);
    }

    private static string Find(string folder) =>
        File.Exists(Path.Join(folder, "HardeningLab.sln"))
            ? folder
            : Find(
                Path.GetDirectoryName(folder)
                    ?? throw new DirectoryNotFoundException(
                        "no HardeningLab.sln above the tests' own folder"
                    )
            );
}
