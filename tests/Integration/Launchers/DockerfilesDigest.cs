using System.Security.Cryptography;
using System.Text;

namespace Integration.Launchers;

/// <summary>What the tags of the images end in, computed apart from the script that builds them.</summary>
internal static class DockerfilesDigest
{
    /// <summary>The first 12 digits of SHA-256 over path, zero byte, content, zero byte of every file, in ordinal order.</summary>
    internal static string Of(string folder)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (
            var path in Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(folder, file))
                .Order(StringComparer.Ordinal)
        )
        {
            digest.AppendData(Encoding.UTF8.GetBytes(path));
            digest.AppendData([0]);
            digest.AppendData(File.ReadAllBytes(Path.Join(folder, path)));
            digest.AppendData([0]);
        }
        return Convert.ToHexStringLower(digest.GetHashAndReset())[..12];
    }
}
