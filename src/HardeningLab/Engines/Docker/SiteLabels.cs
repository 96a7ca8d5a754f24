using System.Globalization;

namespace HardeningLab.Engines.Docker;

/// <summary>What everything that belongs to a lab is labelled with, so that it can be found without us.</summary>
/// <param name="Lab">The lab's name.</param>
/// <param name="Plan">Free text of whoever asked for the lab.</param>
/// <param name="Process">The process that made it, on the machine that it ran on.</param>
/// <param name="Created">When it was made.</param>
internal sealed record SiteLabels(string Lab, string Plan, int Process, DateTimeOffset Created)
{
    internal const string LabKey = "hardeninglab.lab";
    internal const string RoleKey = "hardeninglab.role";
    internal const string NetworkKey = "hardeninglab.network";
    private const string PlanKey = "hardeninglab.plan";
    private const string ProcessKey = "hardeninglab.pid";
    private const string CreatedKey = "hardeninglab.created";

    /// <summary>Reads the labels of a container, network or volume; null if it belongs to no lab.</summary>
    internal static SiteLabels? Of(IDictionary<string, string>? labels) =>
        labels is not null && labels.TryGetValue(LabKey, out var lab)
            ? new(
                lab,
                labels.TryGetValue(PlanKey, out var plan) ? plan : "",
                labels.TryGetValue(ProcessKey, out var process)
                && int.TryParse(process, CultureInfo.InvariantCulture, out var id)
                    ? id
                    : 0,
                labels.TryGetValue(CreatedKey, out var created)
                && DateTimeOffset.TryParse(created, CultureInfo.InvariantCulture, out var time)
                    ? time
                    : default
            )
            : null;

    /// <summary>The labels of one part.</summary>
    /// <param name="role"><c>target</c>, <c>client</c>, <c>network</c> or <c>volume</c>.</param>
    /// <param name="network">The network that it belongs to, if it is one's.</param>
    internal Dictionary<string, string> For(string role, string? network = null)
    {
        var labels = new Dictionary<string, string>
        {
            [LabKey] = Lab,
            [PlanKey] = Plan,
            [ProcessKey] = Process.ToString(CultureInfo.InvariantCulture),
            [CreatedKey] = Created.ToString("O", CultureInfo.InvariantCulture),
            [RoleKey] = role,
        };
        if (network is not null)
        {
            labels[NetworkKey] = network;
        }
        return labels;
    }

    /// <summary>Makes the engine list what belongs to the lab, or to any.</summary>
    internal static Dictionary<string, IDictionary<string, bool>> Filter(string? lab = null) =>
        new()
        {
            ["label"] = new Dictionary<string, bool>
            {
                [lab is null ? LabKey : $"{LabKey}={lab}"] = true,
            },
        };
}
