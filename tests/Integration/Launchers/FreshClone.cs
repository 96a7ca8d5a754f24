namespace Integration.Launchers;

/// <summary>
/// A fresh copy of the repository, started twice at once before any test looks at it. What the compiler made of the same sources in
/// the last run of the tests is there already, as it is for whoever builds for the second time.
/// </summary>
public sealed class FreshClone : IAsyncLifetime
{
    private static readonly string[] LockFiles = ["Hardening", "HardeningLab", "HardeningLab.Cli"];

    internal static readonly Dictionary<string, string?> NoEnvironment = [];

    /// <summary>Builds what starts most slowly, in a sixth of the time.</summary>
    internal static readonly Dictionary<string, string?> Quickly = new() { ["HLAB_BUILD"] = "jit" };

    private CompilerOutput? kept;

    internal string Folder { get; private set; } = string.Empty;

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
        kept = await CompilerOutput.OwnAsync();
        Folder = kept?.Folder ?? Directory.CreateTempSubdirectory("hlab-clone-").FullName;
        Repository.CopyTo(Folder);
        // An ordinary user has to be able to start it.
        File.SetUnixFileMode(Folder, (UnixFileMode)0b111_101_101);
        LocksBefore = Locks;
        if (kept is not null)
        {
            await kept.RestoreAsync();
        }
        FirstStarts = await Task.WhenAll(HlabAsync("--version"), HlabAsync("--version"));
        if (kept is not null && FirstStarts.All(start => start.ExitCode == 0))
        {
            await kept.KeepAsync();
        }
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(Folder, recursive: true);
        kept?.Dispose();
        return ValueTask.CompletedTask;
    }
}
