namespace Integration.Launchers;

/// <summary>A fresh copy of the repository, started twice at once before any test looks at it.</summary>
public sealed class FreshClone : IAsyncLifetime
{
    private static readonly string[] LockFiles = ["Hardening", "HardeningLab", "HardeningLab.Cli"];

    internal static readonly Dictionary<string, string?> NoEnvironment = [];

    /// <summary>Builds what starts most slowly, in a sixth of the time.</summary>
    internal static readonly Dictionary<string, string?> Quickly = new() { ["HLAB_BUILD"] = "jit" };

    internal string Folder { get; } = Directory.CreateTempSubdirectory("hlab-clone-").FullName;

    internal IReadOnlyList<Launched> FirstStarts { get; private set; } = [];

    /// <summary>What restore would change if the build did not keep to itself.</summary>
    internal IReadOnlyList<string> LocksBefore { get; private set; } = [];

    internal IReadOnlyList<string> Locks =>
        [
            .. LockFiles.Select(name =>
                File.ReadAllText(Path.Join(Folder, "src", name, "packages.lock.json"))
            ),
        ];

    internal Task<Launched> HlabAsync(params string[] arguments) =>
        Launched.RunAsync(Folder, Quickly, [Path.Join(Folder, "hlab"), .. arguments]);

    public async ValueTask InitializeAsync()
    {
        Repository.CopyTo(Folder);
        // An ordinary user has to be able to start it.
        File.SetUnixFileMode(Folder, (UnixFileMode)0b111_101_101);
        LocksBefore = Locks;
        FirstStarts = await Task.WhenAll(HlabAsync("--version"), HlabAsync("--version"));
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
