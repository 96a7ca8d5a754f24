using HardeningLab.Topologies;

namespace HardeningLab.Engines.Kept;

/// <summary>What a keeper is told to make.</summary>
/// <param name="Folder">The folder of this user's labs.</param>
/// <param name="Card">What to know of the lab.</param>
/// <param name="Plan">What to make.</param>
internal sealed record KeeperOrder(string Folder, LabCard Card, LabPlan Plan);
