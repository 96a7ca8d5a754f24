using Docker.DotNet;
using Hardening;

namespace HardeningLab.Engines.Docker;

/// <summary>The container engine refused something that a lab needs (exit code 3).</summary>
public sealed class DockerFailedException : HardeningException
{
    internal DockerFailedException(string doing, DockerApiException failure)
        : this(doing, failure.Message, failure) { }

    internal DockerFailedException(string doing, string said, Exception? inner)
        : base($"{doing} failed; the container engine says: {said.Trim()}", inner) { }
}
