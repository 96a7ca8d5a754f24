using HardeningLab.Engines.Docker;

namespace Integration.Suite;

/// <summary>What a host of the lab is to be.</summary>
/// <param name="Name">Its name in the lab.</param>
/// <param name="Role">What its label says.</param>
/// <param name="Image">Its image.</param>
/// <param name="Number">Its number in the policies' subnets.</param>
/// <param name="EnginesNumber">Its number in the engine's, where 1 is the bridge.</param>
/// <param name="Subnets">The subnets that it is in.</param>
internal sealed record HostPlan(
    string Name,
    string Role,
    string Image,
    int Number,
    int EnginesNumber,
    params LabSubnet[] Subnets
)
{
    internal static HostPlan Target(string image) =>
        new("target", SiteContainer.Target, image, 10, 2, LabSubnet.Lan, LabSubnet.Wan);

    /// <summary>Whom the policies allow.</summary>
    internal static HostPlan Insider { get; } =
        new("insider", SiteContainer.Client, SuiteImages.Client, 20, 3, LabSubnet.Lan);

    /// <summary>Whom they keep out.</summary>
    internal static HostPlan Outsider { get; } =
        new("outsider", SiteContainer.Client, SuiteImages.Client, 20, 3, LabSubnet.Wan);

    /// <summary>One who is both.</summary>
    internal static HostPlan Roamer { get; } =
        new(
            "roamer",
            SiteContainer.Client,
            SuiteImages.Client,
            30,
            4,
            LabSubnet.Lan,
            LabSubnet.Wan
        );
}
