using System.Security.Cryptography;
using System.Text;

namespace HardeningLab.Engines.Docker;

/// <summary>The images that the hosts of a lab are made from, named after the content of <c>lab/Dockerfiles</c>.</summary>
/// <param name="Target">The target's reference.</param>
/// <param name="Client">The clients' reference.</param>
internal sealed record LabImages(string Target, string Client)
{
    private const int DigestLength = 12;

    /// <summary>The client says what is asked, and every release says it alike: one is enough.</summary>
    private const int ClientRelease = 12;

    /// <summary>Has missing images made.</summary>
    /// <param name="connection">The engine.</param>
    /// <param name="options">Which Debian, and how it boots.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="ScriptFailedException">They can't be made.</exception>
    internal static async Task<LabImages> EnsureAsync(
        DockerConnection connection,
        DockerOptions options,
        CancellationToken cancellation
    )
    {
        var target = $"{(options.BootsSystemd ? "server" : "target")}:{options.Release}";
        var client = $"client:{ClientRelease}";
        var digest = DigestOf(Path.Combine(ProjectScript.Root, "lab", "Dockerfiles"));
        var images = new LabImages(ReferenceOf(target, digest), ReferenceOf(client, digest));
        var present = await EngineCall
            .RunAsync(
                "listing the engine's images",
                () => connection.Client.Images.ListImagesAsync(new(), cancellation)
            )
            .ConfigureAwait(false);
        var tags = present.SelectMany(image => image.RepoTags ?? []).ToHashSet();
        if (!images.AreAmong(tags))
        {
            await ProjectScript
                .RunAsync("images", [target, client], connection.Endpoint, cancellation)
                .ConfigureAwait(false);
        }
        return images;
    }

    /// <summary>
    /// The first 12 hexadecimal digits of SHA-256 over every file of the folder, in ordinal order of its path: the path, a
    /// zero byte, the content, a zero byte. <c>lab/images</c> computes the same.
    /// </summary>
    internal static string DigestOf(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (
            var path in Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Select(file => Path.GetRelativePath(folder, file))
                .Order(StringComparer.Ordinal)
        )
        {
            hash.AppendData(Encoding.UTF8.GetBytes(path));
            hash.AppendData([0]);
            hash.AppendData(File.ReadAllBytes(Path.Combine(folder, path)));
            hash.AppendData([0]);
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..DigestLength];
    }

    private static string ReferenceOf(string image, string digest) =>
        $"hardeninglab/{image}-{digest}";

    /// <summary>Podman keeps what was made on its machine under a host's name, and finds it without.</summary>
    private bool AreAmong(HashSet<string> tags) =>
        ((string[])[Target, Client]).All(reference =>
            tags.Contains(reference) || tags.Contains($"localhost/{reference}")
        );
}
