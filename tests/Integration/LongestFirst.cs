using Integration;
using Xunit.Sdk;
using Xunit.v3;

[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace Integration;

/// <summary>Classes that take long begin before the others, or all would wait for them at the end.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Long =
    [
        nameof(Prove.RandomRulesTests),
        nameof(Apply.FirewallManagersTests),
        nameof(Docker.ParityTests),
        nameof(Apply.ApplyTests),
        nameof(Apply.SshTests),
        nameof(Launchers.ImagesTests),
        nameof(Compose.ComposeTests),
        nameof(Apply.BootTests),
        nameof(Launchers.FreshClone),
        nameof(Apply.ApplyPoliciesTests),
        nameof(Lab.LargePolicyTests),
        nameof(Apply.DockerHostTests),
        nameof(Lab.DeadServiceTests),
        nameof(Suite.PolicyChangeTests),
        nameof(Compose.ComposeProgramTests),
        nameof(Docker.SiteTests),
    ];

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(
        IReadOnlyCollection<TTestCollection> testCollections
    )
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(collection => Rank(collection.TestCollectionDisplayName))];

    private static int Rank(string name)
    {
        var rank = Array.FindIndex(Long, name.Contains);
        return rank < 0 ? Long.Length : rank;
    }
}
