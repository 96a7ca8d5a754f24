using Hardening;

namespace HardeningLab.Engines.Docker;

/// <summary>The engine lacks an image that the lab needs (exit code 3).</summary>
public sealed class ImageMissingException : HardeningException
{
    internal ImageMissingException(string image, EngineEndpoint endpoint, Exception inner)
        : base(
            $"the container engine at {endpoint} has no image {image}\nmend it with: lab/images",
            inner
        ) => Image = image;

    /// <summary>Its reference, such as <c>hardeninglab/target:12-0123456789ab</c>.</summary>
    public string Image { get; }
}
