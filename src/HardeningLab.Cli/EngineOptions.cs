using System.CommandLine;
using HardeningLab.Engines;
using HardeningLab.Engines.Docker;
using HardeningLab.Engines.Kept;
using HardeningLab.Engines.Netns;

namespace HardeningLab.Cli;

/// <summary>The options that say what a lab is made with.</summary>
internal sealed class EngineOptions
{
    private const string Netns = "netns";
    private const string Docker = "docker";

    public EngineOptions()
    {
        Engine.AcceptOnlyFromAmong(Netns, Docker);
        Debian.AcceptOnlyFromAmong("11", "12", "13");
    }

    public Option<string> Engine { get; } =
        new("--engine")
        {
            Description =
                "What the lab is made with: netns (this machine's namespaces) or docker (containers).",
            DefaultValueFactory = _ => Netns,
        };

    public Option<string?> Debian { get; } =
        new("--debian")
        {
            Description = "With --engine docker: the target's Debian, 11, 12 (the default) or 13.",
        };

    public bool IsDocker(ParseResult parsed) => parsed.GetValue(Engine) == Docker;

    public ILabEngine Choose(ParseResult parsed, bool withTools = false) =>
        IsDocker(parsed) ? new DockerEngine(ReadTarget(parsed)) : new NetnsEngine(withTools);

    /// <summary>The same for a lab that is kept.</summary>
    public IKeptLabs ChooseKept(ParseResult parsed) =>
        IsDocker(parsed) ? new DockerKeptLabs(ReadTarget(parsed)) : LabEngines.Netns;

    private DockerOptions ReadTarget(ParseResult parsed) =>
        new(
            parsed.GetValue(Debian) is { } release
                ? int.Parse(release, System.Globalization.CultureInfo.InvariantCulture)
                : DockerOptions.DefaultRelease
        );
}
