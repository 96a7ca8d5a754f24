using System.Security.Cryptography;
using System.Text;

namespace Integration.Launchers;

/// <summary>
/// What MSBuild made of the last fresh clone of this repository. It names files by their whole paths, so each clone stands at the same
/// place: one at a time.
/// </summary>
internal sealed class CompilerOutput : IDisposable
{
    private readonly FileStream isOurs;

    private CompilerOutput(string home, FileStream isOurs)
    {
        this.isOurs = isOurs;
        Folder = Path.Join(home, "clone");
        Kept = Path.Join(home, "work");
    }

    /// <summary>Where the clone is to be.</summary>
    internal string Folder { get; }

    private string Kept { get; }

    private string Work => Path.Join(Folder, "artifacts/hlab/work");

    /// <summary>Null where other tests of this repository have it, or somebody else's folder has its name.</summary>
    internal static async Task<CompilerOutput?> OwnAsync()
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(Repository.Root));
        var home = Path.Join("/var/tmp", $"hlab-clone-{Convert.ToHexStringLower(digest)[..16]}");
        try
        {
            Directory.CreateDirectory(home, (UnixFileMode)0b111_101_101);
            string[] isSafe = ["sh", "-c", "[ -O \"$0\" ] && [ ! -h \"$0\" ]", home];
            if ((await Launched.RunAsync("/", FreshClone.NoEnvironment, isSafe)).ExitCode != 0)
            {
                return null;
            }
            var locked = new FileStream(
                Path.Join(home, "lock"),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None
            );
            var output = new CompilerOutput(home, locked);
            // Tests that were killed leave theirs.
            Directory.CreateDirectory(output.Folder).Delete(recursive: true);
            Directory.CreateDirectory(output.Folder);
            return output;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Puts it where the launcher looks for it.</summary>
    internal async Task RestoreAsync()
    {
        if (Directory.Exists(Kept))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Work)!); // it has one
            await CopyAsync(Kept, Work);
            await File.WriteAllTextAsync($"{Work}.flavour", "jit");
        }
    }

    /// <summary>Keeps what a build has left, before a test makes another one fail.</summary>
    internal async Task KeepAsync()
    {
        if (Directory.Exists(Kept))
        {
            Directory.Delete(Kept, recursive: true);
        }
        await CopyAsync(Work, Kept);
    }

    public void Dispose() => isOurs.Dispose();

    private static async Task CopyAsync(string from, string to)
    {
        var copied = await Launched.RunAsync("/", FreshClone.NoEnvironment, "cp", "-a", from, to);
        copied.ExitCode.Should().Be(0, copied.Error);
    }
}
