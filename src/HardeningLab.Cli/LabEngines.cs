using HardeningLab.Engines.Docker;
using HardeningLab.Engines.Kept;

namespace HardeningLab.Cli;

/// <summary>What kept labs are made with.</summary>
internal static class LabEngines
{
    public static IKeptLabs Netns { get; } = new NetnsKeptLabs(LabKeepCommand.Arguments);

    public static IReadOnlyList<IKeptLabs> All { get; } =
    [Netns, new DockerKeptLabs(new DockerOptions())];
}
