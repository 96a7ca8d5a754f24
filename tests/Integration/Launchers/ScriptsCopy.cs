namespace Integration.Launchers;

/// <summary>A copy of lab's scripts and Dockerfiles that every user can read, and that a test may change.</summary>
internal sealed class ScriptsCopy : IDisposable
{
    private const UnixFileMode Everybody = (UnixFileMode)0b111_101_101;

    internal static readonly string[] AsNobody =
    [
        "setpriv",
        "--reuid=65534",
        "--regid=65534",
        "--clear-groups",
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("hlab-scripts-").FullName;

    internal ScriptsCopy()
    {
        File.SetUnixFileMode(folder, Everybody);
        foreach (var name in Sources())
        {
            var copy = Path.Join(folder, name);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!); // a file in a folder has one
            File.Copy(Path.Join(Repository.Root, "lab", name), copy);
        }
    }

    /// <summary>Where a run keeps what it fetched, and its log.</summary>
    internal string Cache => Path.Join(folder, "cache");

    internal string Script(string name) => Path.Join(folder, name);

    internal string Dockerfile(string image) => Script($"Dockerfiles/{image}/Dockerfile");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static IEnumerable<string> Sources() =>
        Directory
            .EnumerateFiles(
                Path.Join(Repository.Root, "lab/Dockerfiles"),
                "*",
                SearchOption.AllDirectories
            )
            .Concat(Directory.EnumerateFiles(Path.Join(Repository.Root, "lab")))
            .Select(file => Path.GetRelativePath(Path.Join(Repository.Root, "lab"), file));
}
