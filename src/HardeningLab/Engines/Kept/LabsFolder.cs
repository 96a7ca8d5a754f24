using System.Globalization;
using Hardening;
using HardeningLab.Kernel;

namespace HardeningLab.Engines.Kept;

/// <summary>Where a user's kept labs are written down: a folder of his alone that is empty after the machine's next start.</summary>
internal static class LabsFolder
{
    private const string Name = "hardeninglab";

    /// <summary>unix(7), <c>sun_path</c> without its last zero.</summary>
    private const int MaxSocketPath = 107;

    private const UnixFileMode OwnerOnly =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Where it is for this user, whether or not it is there.</summary>
    internal static string Choose(Func<string, string?> environment, Func<string, bool> exists)
    {
        var user = FileOwner.Me.ToString(CultureInfo.InvariantCulture);
        if (environment("XDG_RUNTIME_DIR") is { Length: > 0 } named)
        {
            return Path.Join(named, Name);
        }
        var usual = Path.Join("/run/user", user);
        return exists(usual)
            ? Path.Join(usual, Name)
            : Path.Join(
                environment("TMPDIR") is { Length: > 0 } temporary ? temporary : "/tmp",
                $"{Name}-{user}"
            );
    }

    /// <summary>This user's folder; made if it is not there.</summary>
    /// <exception cref="LabsFolderException">It can't be made, or is somebody else's.</exception>
    internal static string Open()
    {
        var path = Choose(Environment.GetEnvironmentVariable, Directory.Exists);
        if (!Directory.Exists(Path.GetDirectoryName(path)))
        {
            throw new LabsFolderException(path, "the folder that it lies in is not there");
        }
        if (LabFolder.LongestSocket(path) > MaxSocketPath)
        {
            throw new LabsFolderException(
                path,
                $"its name is too long, as that of a socket in it may have {MaxSocketPath} bytes"
            );
        }
        try
        {
            Directory.CreateDirectory(path, OwnerOnly);
            var owner = FileOwner.Of(path);
            if (owner != FileOwner.Me || new DirectoryInfo(path).LinkTarget is not null)
            {
                throw new LabsFolderException(
                    path,
                    $"it belongs to user {owner}, not to user {FileOwner.Me}"
                );
            }
            File.SetUnixFileMode(path, OwnerOnly);
            return path;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new LabsFolderException(path, refused.Message);
        }
    }
}

/// <summary>The folder of the user's labs can't be used (exit code 3).</summary>
public sealed class LabsFolderException : HardeningException
{
    internal LabsFolderException(string path, string why)
        : base(
            $"the folder of your labs, {path}, can't be used: {why}; name another one by XDG_RUNTIME_DIR, or remove it"
        ) => Path = path;

    /// <summary>The folder.</summary>
    public string Path { get; }
}
