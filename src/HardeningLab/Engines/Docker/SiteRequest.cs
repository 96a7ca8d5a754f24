using System.Security.Cryptography;
using Hardening;
using HardeningLab.Engines.Agents;
using HardeningLab.Topologies;

namespace HardeningLab.Engines.Docker;

/// <summary>What to make.</summary>
/// <param name="Networks">The networks; each gets a client, and the target joins them all.</param>
/// <param name="TargetImage">The target's image.</param>
/// <param name="ClientImage">The clients' image.</param>
/// <param name="AgentFile">The agent on this machine; it becomes <see cref="AgentFiles.Program"/> in every container.</param>
internal sealed record SiteRequest(
    EquatableArray<Network> Networks,
    string TargetImage,
    string ClientImage,
    string AgentFile
)
{
    /// <summary>The lab's name, which begins the names of all its parts.</summary>
    internal string Lab { get; init; } =
        $"hlab-{RandomNumberGenerator.GetHexString(6, lowercase: true)}";

    /// <summary>Free text for the label <c>hardeninglab.plan</c>.</summary>
    internal string Plan { get; init; } = "";

    /// <summary>Whether the target's image boots with systemd; the agent is then started beside it.</summary>
    internal bool Boots { get; init; }

    /// <summary>Told of each step that is done.</summary>
    internal Action<string>? Done { get; init; }
}
