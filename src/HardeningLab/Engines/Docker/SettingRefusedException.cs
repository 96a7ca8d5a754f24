using Docker.DotNet;
using Hardening;

namespace HardeningLab.Engines.Docker;

/// <summary>The engine's kernel or runtime does not know some of the settings.</summary>
internal sealed class SettingRefusedException(
    string doing,
    IReadOnlyList<string> names,
    DockerApiException failure
)
    : HardeningException(
        $"{doing} failed: the container engine refuses {string.Join(", ", names)}; it says: {failure.Message}",
        failure
    )
{
    internal IReadOnlyList<string> Names { get; } = names;
}
