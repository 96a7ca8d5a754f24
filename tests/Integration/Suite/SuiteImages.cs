using HardeningLab.Engines.Docker;
using Integration.Launchers;

namespace Integration.Suite;

/// <summary>The images that <c>lab/images</c> makes.</summary>
internal static class SuiteImages
{
    internal const string Client = "client:12";

    private static readonly string Digest = LabImages.DigestOf(
        Path.Join(Repository.Root, "lab", "Dockerfiles")
    );

    /// <summary>The whole name of an image, such as <c>target:12</c>, at the engine.</summary>
    internal static string Reference(string image) => $"hardeninglab/{image}-{Digest}";

    /// <summary>Why an image can't be used; null if it can.</summary>
    internal static string? Missing(string image) =>
        Environment.GetEnvironmentVariable("HLAB_IMAGES") is { } made
        && !made.Split(' ').Contains(image)
            ? $"the image {image} could not be made here: lab/images {image} says why"
            : null;
}
