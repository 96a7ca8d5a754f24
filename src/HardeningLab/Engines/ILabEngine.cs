using HardeningLab.Topologies;

namespace HardeningLab.Engines;

/// <summary>Makes labs.</summary>
public interface ILabEngine
{
    /// <summary>What people call it: <c>netns</c>, <c>docker</c>.</summary>
    string Name { get; }

    /// <summary>Makes the hosts and networks of a plan and starts the target's services.</summary>
    /// <param name="plan">What to make.</param>
    /// <param name="cancellation">Gives up; what was made so far goes.</param>
    /// <exception cref="Hardening.HardeningException">It can't be made here.</exception>
    Task<ILab> StartAsync(LabPlan plan, CancellationToken cancellation);
}
