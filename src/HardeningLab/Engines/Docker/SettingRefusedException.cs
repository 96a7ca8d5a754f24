using Hardening;

namespace HardeningLab.Engines.Docker;

/// <summary>The engine's kernel or runtime does not know some of the settings.</summary>
internal sealed class SettingRefusedException(
    DockerFailedException failure,
    IReadOnlyList<string> names
) : HardeningException(failure.Message, failure)
{
    internal IReadOnlyList<string> Names { get; } = names;
}
